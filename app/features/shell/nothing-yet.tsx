import { useFetcher, useRouteLoaderData } from "@remix-run/react";
import { MANAGERS, type Role } from "~/domain/viewer";
import { Card } from "~/ui/card";
import { CopyText } from "~/ui/copy-text";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/states";

/**
 * An empty installation explains itself: three ways to begin, each of which works from here; to whoever may take none of
 * them, who does.
 */
export function NothingYet() {
  const frame = useRouteLoaderData<{ readonly installation: Installation; readonly role: Role }>(
    "routes/_app",
  );
  if (frame && !MANAGERS.includes(frame.role)) {
    return (
      <EmptyState title="No records yet">
        A manager imports them; what they show appears here then.
      </EmptyState>
    );
  }
  const installation = frame?.installation;
  return (
    <div className="grid gap-4">
      <p className="max-w-[72ch] text-sm text-muted">
        No records yet. Evenhand shows what your platform already recorded: who judged what, when, how well
        and for how much. Begin in one of these ways; nothing leaves this server.
      </p>
      <div className="grid gap-4 wide:grid-cols-3">
        <Card title="Import a file" note="Mechanical Turk, Toloka, Appen, a ledger, any CSV or JSON Lines.">
          <p className="mb-3 text-sm">
            You see the first rows and what each column is taken for, and can say otherwise, before anything
            comes in.
          </p>
          <Link href="/imports" className="button-primary">
            Import a file
          </Link>
        </Card>
        <ConnectCard origin={installation?.origin ?? ""} />
        <DemoCard offered={installation?.offersDemo ?? false} />
      </div>
    </div>
  );
}

/** What an empty installation needs to know of itself to be explained. */
export interface Installation {
  /** Where it is reached. */
  readonly origin: string;
  /** Whether the demonstration can be opened by whoever looks. */
  readonly offersDemo: boolean;
}

function ConnectCard({ origin }: { readonly origin: string }) {
  const command = `curl -H "Authorization: Bearer $EVENHAND_TOKEN" --data-binary @judgments.csv "${origin}/api/v1/imports?name=judgments.csv"`;
  return (
    <Card
      title="Connect a platform"
      note="Your platform's export job sends each new file; a file twice changes nothing."
    >
      <p className="mb-2 text-sm">
        An administrator makes a token for ingestion under{" "}
        <Link href="/settings/tokens" className="prose-link">
          Settings, API tokens
        </Link>
        . Then:
      </p>
      <CopyText text={command} label="Copy the command that sends a file" />
    </Card>
  );
}

function DemoCard({ offered }: { readonly offered: boolean }) {
  const demo = useFetcher<{ readonly fault: string }>();
  const filling = demo.state !== "idle";
  const fault = filling ? undefined : demo.data?.fault;
  return (
    <Card
      title="Open the demonstration"
      note="240 invented annotators on five platforms, half a year, known truths."
    >
      {offered ? (
        <demo.Form method="post" action="/demo">
          <p className="mb-3 text-sm">
            {filling
              ? "The database is being filled; this takes a minute or two, and the overview then opens."
              : "Fills this empty database by the same way as any import. It can be taken out again under Imports."}
          </p>
          <button type="submit" className="button" disabled={filling}>
            {filling ? "Filling the database" : "Open the demonstration"}
          </button>
          {fault ? (
            <p role="alert" className="mt-2 text-sm text-caution">
              {fault}
            </p>
          ) : null}
        </demo.Form>
      ) : (
        <p className="text-sm">
          Only where this server answers its own machine alone, and to managers:{" "}
          <code className="font-mono text-xs">npm start</code> in a folder of its own.
        </p>
      )}
    </Card>
  );
}

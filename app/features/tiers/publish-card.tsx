import type { ReactNode } from "react";
import { Form, useNavigation } from "@remix-run/react";
import type { PolicyNote } from "~/tiers/policy-note";
import type { PolicyJson } from "~/tiers/policy";
import { policyInWords } from "~/tiers/policy-words";
import { Card } from "~/ui/card";
import { CheckField } from "~/ui/field";
import { Icon } from "~/ui/icon";
import type { EditProps } from "./rule-editor";

export interface Publishing {
  /** The number the version will have. */
  readonly nextVersion: number;
  /** What the last attempt was refused for. */
  readonly refused: readonly PolicyNote[];
}

/** Publishes a draft from a day on; too little notice and effects in the past are said in words first. */
export function PublishCard({ draft, read, change, nextVersion, refused }: EditProps & Publishing) {
  const busy = useNavigation().state !== "idle";
  const day = draft.effective_at.slice(0, 10);
  return (
    <Card
      title={`Publish as version ${nextVersion}`}
      note="From the day chosen on, windows that end are decided by it. People are told the words below."
    >
      <Form method="post" className="grid gap-4 wide:grid-cols-2">
        <input type="hidden" name="policy" value={JSON.stringify(draft)} />
        <div className="grid content-start gap-3">
          <div className="flex flex-wrap gap-3">
            <Labelled label="Name">
              <input
                className="field w-48"
                aria-label="Name of the version"
                value={draft.name}
                onChange={({ target }) => change({ ...draft, name: target.value })}
              />
            </Labelled>
            <Labelled label="In effect from">
              <input
                type="date"
                className="field"
                aria-label="In effect from"
                value={day}
                required
                onChange={({ target }) => change(effectiveOn(draft, target.value))}
              />
            </Labelled>
          </div>
          <Notes tone="text-alarm" notes={[...refused, ...read.problems]} />
          <Warnings warnings={read.warnings} />
          <div>
            <button
              type="submit"
              name="intent"
              value="publish"
              className="button-primary"
              disabled={busy || read.policy === null}
            >
              {busy ? "Publishing…" : `Publish version ${nextVersion}`}
            </button>
          </div>
        </div>
        {read.policy === null ? null : (
          <ul className="list-disc space-y-1 pl-4 text-sm text-muted" aria-label="The draft in words">
            {policyInWords(read.policy).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Form>
    </Card>
  );
}

/** A day before the announcement can only be meant backwards in time. */
function effectiveOn(draft: PolicyJson, day: string): PolicyJson {
  const effective_at = `${day}T00:00:00Z`;
  const retroactive = Date.parse(effective_at) < Date.parse(draft.announced_at);
  return { ...draft, effective_at, retroactive };
}

const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <label className="block text-sm">
    <span className="mb-1 block text-xs text-muted">{label}</span>
    {children}
  </label>
);

function Notes({ notes, tone }: { readonly notes: readonly PolicyNote[]; readonly tone: string }) {
  if (notes.length === 0) return null;
  return (
    <ul role="alert" className={`space-y-1 text-sm ${tone}`}>
      {notes.map(({ path, sentence }) => (
        <li key={`${path} ${sentence}`}>{path === "" ? sentence : `${path}: ${sentence}`}</li>
      ))}
    </ul>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly PolicyNote[] }) {
  if (warnings.length === 0) return null;
  return (
    <div className="rounded-md bg-caution-soft p-3">
      <ul className="space-y-1 text-sm">
        {warnings.map(({ path, sentence }) => (
          <li key={`${path} ${sentence}`} className="flex gap-2">
            <Icon name="caution" size={14} className="mt-1 shrink-0 text-caution" />
            {sentence}
          </li>
        ))}
      </ul>
      <CheckField
        className="mt-2"
        label="Publish all the same; this is kept with the version"
        name="acknowledged"
        value="yes"
      />
    </div>
  );
}

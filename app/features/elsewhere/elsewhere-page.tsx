import { Form, useNavigation } from "@remix-run/react";
import { FormDone } from "~/features/accounts/outside-frame";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { TextField } from "~/ui/field";
import { formatCount, formatInstant, formatMoney } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import type { Elsewhere, ElsewhereAnswer } from "./elsewhere.server";
import { TogetherCards } from "./together-cards";

export interface ElsewherePageProps extends Elsewhere {
  readonly answer: ElsewhereAnswer | undefined;
}

/** Hours and pay on other platforms that a person keeps here, for their own eyes. */
export function ElsewherePage(props: ElsewherePageProps) {
  const { together, answer, uploads, zone, zones, sharedAt } = props;
  return (
    <>
      <PageHeader
        title="Work elsewhere"
        summary="Your own records of hours and pay on other platforms, joined with your work here. You alone see them: no manager and no administrator does, and researchers see a sum over many only if you choose to share."
      />
      {answer ? <Answer answer={answer} /> : null}
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_20rem] wide:items-start">
        <div className="grid min-w-0 gap-4">
          {together ? (
            <TogetherCards {...together} zone={zone} />
          ) : (
            <EmptyState title="No own records yet">
              Add a file of your hours elsewhere to see your week, rest and pay of all platforms together.
            </EmptyState>
          )}
          {uploads.length > 0 ? <Records {...props} /> : null}
        </div>
        <div className="grid min-w-0 gap-4">
          <AddCard zone={zone} zones={zones} />
          <ShareCard sharedAt={sharedAt} />
        </div>
      </div>
    </>
  );
}

function Answer({ answer }: { readonly answer: ElsewhereAnswer }) {
  if (answer.kind === "done") return <FormDone>{answer.sentence}</FormDone>;
  return (
    <div role="alert" className="mb-4 rounded-md border border-line bg-sunken text-sm">
      <p className="px-3 py-2 text-caution">{`Nothing was changed. ${answer.fault}`}</p>
      {answer.rejects.length > 0 ? (
        <PlainTable
          label="Rows that cannot be taken"
          rows={answer.rejects}
          rowId={({ line }) => String(line)}
          columns={[
            { header: "Line", cell: ({ line }) => formatCount(line) },
            { header: "Column", cell: ({ column }) => column ?? "the row" },
            { header: "Reason", cell: ({ reason }) => reason },
          ]}
        />
      ) : null}
      {answer.more > 0 ? (
        <p className="px-3 py-2">{`${formatCount(answer.more)} more are like these.`}</p>
      ) : null}
    </div>
  );
}

function AddCard({ zone, zones }: Pick<ElsewherePageProps, "zone" | "zones">) {
  const sending = useNavigation().formData?.get("intent") === "add";
  return (
    <Card
      title="Add a file"
      note="CSV, up to 1 MB, with the columns platform, started_at, ended_at and, where known, paid_amount and currency; kind and notes if you like. If a row cannot be read, nothing of the file is kept."
    >
      <Form method="post" encType="multipart/form-data" className="space-y-3">
        <input type="hidden" name="intent" value="add" />
        <TextField label="File" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" required />
        <TextField
          label="Time zone"
          name="zone"
          list="own-zones"
          defaultValue={zone}
          hint="Of times that name none themselves."
        />
        <datalist id="own-zones">
          {zones.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <div className="flex flex-wrap items-center gap-3">
          <button type="submit" className="button-primary" disabled={sending}>
            {sending ? "Adding" : "Add"}
          </button>
          <Link href="/work-elsewhere.csv" download className="text-sm">
            Take the template
          </Link>
        </div>
      </Form>
    </Card>
  );
}

function ShareCard({ sharedAt }: Pick<ElsewherePageProps, "sharedAt">) {
  return (
    <Card title="Share aggregates with researchers">
      <div className="space-y-3 text-sm">
        <p>
          {sharedAt === null ? (
            <Badge tone="outline">off</Badge>
          ) : (
            <Badge tone="outline">{`on since ${formatInstant(sharedAt)}`}</Badge>
          )}
        </p>
        <p>
          If you share, your hours a week on all platforms together count in one median over everybody who
          shares. Researchers see that median and about how many people share, from ten people on; a median
          only of so many that nobody can be told from it. They see no row, no platform, no pay and no name of
          yours, and managers see nothing of it.
        </p>
        <p className="text-muted">
          You can take it back here at any time: from then on you are in no new number. A median that was told
          before cannot be untold.
        </p>
        <Form method="post">
          <input type="hidden" name="intent" value={sharedAt === null ? "share" : "stop-sharing"} />
          <button type="submit" className="button">
            {sharedAt === null ? "Share aggregates" : "Stop sharing"}
          </button>
        </Form>
      </div>
    </Card>
  );
}

function Records({ uploads, rows, page, size, total }: ElsewherePageProps) {
  const pages = Math.ceil(total / size);
  return (
    <>
      <Card title="Own records, by upload" flush>
        <PlainTable
          label="Uploads"
          rows={uploads}
          rowId={({ addedAt }) => addedAt}
          columns={[
            { header: "File", cell: ({ file }) => <span className="break-all">{file || "a file"}</span> },
            {
              header: "Added",
              cell: ({ addedAt }) => <span className="whitespace-nowrap">{formatInstant(addedAt)}</span>,
            },
            { header: "Rows", align: "end", cell: ({ rows: count }) => formatCount(count) },
            {
              header: "Delete",
              align: "end",
              cell: ({ addedAt, file }) => (
                <Delete intent="delete-upload" fields={{ addedAt }} what={`the upload ${file}`} />
              ),
            },
          ]}
        />
      </Card>
      <Card
        title={`${formatCount(total)} own records`}
        note="As you keep them: nobody has checked them, and nothing in the ledger is changed by them. Times are in the zone of your preferences."
        flush
      >
        <PlainTable
          label="Own records"
          whole
          rows={rows}
          rowId={({ platform, fromAt, toAt }) => `${platform} ${fromAt} ${toAt}`}
          columns={[
            {
              header: "Platform",
              cell: ({ platform, kind, notes }) => (
                <>
                  {platform}
                  <span className="block text-xs text-muted">{[kind, notes].filter(Boolean).join("; ")}</span>
                </>
              ),
            },
            {
              header: "From",
              cell: ({ fromAt }) => <span className="whitespace-nowrap">{formatInstant(fromAt)}</span>,
            },
            {
              header: "To",
              cell: ({ toAt }) => <span className="whitespace-nowrap">{formatInstant(toAt)}</span>,
            },
            {
              header: "Paid",
              align: "end",
              cell: ({ payMinor, currency }) =>
                payMinor === null || currency === null ? (
                  <span className="text-faint">not known</span>
                ) : (
                  <span className="whitespace-nowrap">{formatMoney(payMinor, currency)}</span>
                ),
            },
            {
              header: "Delete",
              align: "end",
              cell: ({ platform, fromAt, toAt }) => (
                <Delete
                  intent="delete-row"
                  fields={{ platform, fromAt, toAt }}
                  what={`${platform}, ${formatInstant(fromAt)}`}
                />
              ),
            },
          ]}
        />
        {pages > 1 ? (
          <nav aria-label="Pages" className="flex gap-4 px-4 py-2 text-sm">
            {page > 1 ? <Link href={`/me/elsewhere?page=${page - 1}`}>Later rows</Link> : null}
            <span className="text-muted">{`${formatCount(page)} of ${formatCount(pages)}`}</span>
            {page < pages ? <Link href={`/me/elsewhere?page=${page + 1}`}>Earlier rows</Link> : null}
          </nav>
        ) : null}
      </Card>
    </>
  );
}

interface DeleteProps {
  readonly intent: "delete-upload" | "delete-row";
  readonly fields: Readonly<Record<string, string>>;
  readonly what: string;
}

function Delete({ intent, fields, what }: DeleteProps) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="button-quiet relative h-7 text-xs">
        Delete<span className="sr-only"> {what}</span>
      </button>
    </Form>
  );
}

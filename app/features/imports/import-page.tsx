import { Form } from "@remix-run/react";
import { Card, Stat, StatRow } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import type { ImportRecord, RejectedRow } from "./import-summary";
import { STATUS, fileName } from "./imports-page";

export interface ImportPageProps {
  readonly record: ImportRecord;
  readonly rejects: readonly RejectedRow[];
  readonly page: number;
  readonly size: number;
  readonly search: string;
  /** Why it could not be taken out. */
  readonly fault: string | undefined;
}

/** One import: its counts, its refused rows, and the way back. */
export function ImportPage({ record, rejects, page, size, search, fault }: ImportPageProps) {
  const path = `/imports/${record.importId}`;
  return (
    <>
      <PageHeader
        title={`Import ${record.importId}`}
        summary={`${record.files.map((file) => fileName(file.path)).join(", ")}, read as ${record.format} on ${formatInstant(record.startedAt)} UTC: ${STATUS[record.status]}.`}
        actions={record.status === "done" ? <Undo /> : null}
      />
      <div className="grid gap-4">
        {(fault ?? record.failure) ? (
          <p role="alert" className="text-sm text-caution">
            {fault ?? record.failure}
          </p>
        ) : null}
        <StatRow>
          {(
            [
              ["Rows", record.rows],
              ["Imported", record.imported],
              ["Unchanged", record.unchanged],
              ["Updated", record.updated],
              ["Refused", record.rejected],
              ["Annotators", record.annotators],
              ["Items", record.items],
            ] as const
          ).map(([label, count]) => (
            <Stat key={label} label={label}>
              <span className="text-2xl font-semibold tracking-tight">{formatCount(count)}</span>
            </Stat>
          ))}
        </StatRow>
        {record.rejected > 0 ? (
          <Card
            title="Refused rows"
            note="Kept with file, line, column and reason; nothing else of the file was held back."
            flush
          >
            <RejectTable rejects={rejects} />
            <div className="px-4">
              <Pager
                path={path}
                query={search}
                page={page}
                size={size}
                total={record.rejected}
                noun="refused rows"
              />
            </div>
          </Card>
        ) : null}
      </div>
    </>
  );
}

/** Taking out asks once: it changes everybody's numbers. */
function Undo() {
  return (
    <details className="relative">
      <summary className="button">Take it out</summary>
      <Form
        method="post"
        className="absolute right-0 z-40 mt-1 w-72 rounded-lg border border-line bg-surface p-3 text-sm shadow-overlay"
      >
        <p className="mb-2">
          Rows that only this import brought are removed; rows it changed go back to what they were. Every
          number is counted again.
        </p>
        <button type="submit" name="intent" value="undo" className="button-primary">
          Take this import out
        </button>
      </Form>
    </details>
  );
}

function RejectTable({ rejects }: { readonly rejects: readonly RejectedRow[] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Refused rows">
      <table className="w-full text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="px-4 py-1.5 text-left font-medium">
              File
            </th>
            <th scope="col" className="px-4 py-1.5 text-right font-medium">
              Line
            </th>
            <th scope="col" className="px-4 py-1.5 text-left font-medium">
              Column
            </th>
            <th scope="col" className="px-4 py-1.5 text-left font-medium">
              Reason
            </th>
          </tr>
        </thead>
        <tbody>
          {rejects.map(({ file, line, column, reason }, index) => (
            <tr key={index} className="border-t border-line">
              <td className="max-w-60 truncate px-4 py-1.5">{fileName(file)}</td>
              <td className="px-4 py-1.5 text-right">{formatCount(line)}</td>
              <td className="px-4 py-1.5">{column}</td>
              <td className="px-4 py-1.5">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

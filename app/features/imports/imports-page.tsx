import { useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { ProgressBar } from "~/ui/progress-bar";
import type { ImportRecord } from "./import-summary";
import type { ImportEvent } from "./progress.server";
import { UploadCard } from "./upload-card";
import { useImportEvents } from "./use-import-events";

export interface ImportsPageProps {
  readonly imports: readonly ImportRecord[];
  readonly formats: readonly { readonly id: string; readonly label: string }[];
  /** Why the last upload was refused. */
  readonly fault: string | undefined;
}

/** What came in, and a place to drop more. */
export function ImportsPage({ imports, formats, fault }: ImportsPageProps) {
  return (
    <>
      <PageHeader
        title="Imports"
        summary="Every file is taken whole or not at all; a file that comes twice changes nothing; refused rows are kept with their reason; an import can be taken back out exactly."
      />
      <div className="grid gap-4">
        <UploadCard formats={formats} fault={fault} />
        <Live />
        <ImportList imports={imports} />
      </div>
    </>
  );
}

/** What is coming in at this moment, from whoever sends it. */
function Live() {
  const [event, setEvent] = useState<ImportEvent | null>(null);
  const { revalidate } = useRevalidator();
  useImportEvents((told) => {
    if (told.kind !== "changed") setEvent(told);
    if (told.kind === "done" || told.kind === "changed") void revalidate();
  });
  if (event?.kind !== "progress") return null;
  const { step, file, rows, rejected, bytes, bytesRead } = event.progress;
  const text = `${STEP[step]}${file ? ` ${file}` : ""}: ${formatCount(rows)} rows${rejected > 0 ? `, ${formatCount(rejected)} refused` : ""}`;
  return (
    <Card title="Coming in">
      <p className="mb-2 text-sm" aria-live="polite">
        {text}
      </p>
      <ProgressBar label="Import" share={bytes && bytesRead !== null ? bytesRead / bytes : null} />
    </Card>
  );
}

const STEP = { reading: "Reading", merging: "Merging", counting: "Counting" } as const;

function ImportList({ imports }: Pick<ImportsPageProps, "imports">) {
  if (imports.length === 0) return null;
  return (
    <Card title="What came in" flush>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="What came in">
        <table className="w-full text-sm">
          <thead className="text-xs text-muted">
            <tr>
              {["Import", "Files", "When (UTC)"].map((name) => (
                <th key={name} scope="col" className="px-4 py-1.5 text-left font-medium">
                  {name}
                </th>
              ))}
              {["Rows", "Imported", "Unchanged", "Updated", "Refused"].map((name) => (
                <th key={name} scope="col" className="px-4 py-1.5 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {imports.map((entry) => (
              <tr
                key={entry.importId}
                className={`border-t border-line ${entry.status === "done" ? "" : "text-faint"}`}
              >
                <th scope="row" className="whitespace-nowrap px-4 py-1.5 text-left font-normal">
                  <Link href={`/imports/${entry.importId}`}>{`${entry.importId}, ${entry.format}`}</Link>
                  {entry.status === "done" ? "" : ` (${STATUS[entry.status]})`}
                </th>
                <td className="max-w-80 truncate px-4 py-1.5">
                  {entry.files.map(({ path }) => fileName(path)).join(", ")}
                </td>
                <td className="whitespace-nowrap px-4 py-1.5">{formatInstant(entry.startedAt)}</td>
                {[entry.rows, entry.imported, entry.unchanged, entry.updated, entry.rejected].map(
                  (count, index) => (
                    <td key={index} className="px-4 py-1.5 text-right">
                      {formatCount(count)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

export const STATUS = {
  running: "running",
  done: "done",
  failed: "failed, nothing of it is kept",
  undone: "taken out",
} as const;

/** People recognise the file, not the folders it lay in. */
export const fileName = (path: string): string => path.split("/").pop() ?? path;

import { Form, useNavigation, useRevalidator } from "@remix-run/react";
import { type DragEvent, useRef, useState } from "react";
import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { ProgressBar } from "~/ui/progress-bar";
import type { ImportRecord } from "./import-summary";
import type { ImportEvent } from "./progress.server";
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
        <Upload formats={formats} fault={fault} />
        <Live />
        <ImportList imports={imports} />
      </div>
    </>
  );
}

function Upload({ formats, fault }: Pick<ImportsPageProps, "formats" | "fault">) {
  const form = useRef<HTMLFormElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const sending = useNavigation().formMethod === "POST";
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!file.current || event.dataTransfer.files.length === 0) return;
    file.current.files = event.dataTransfer.files;
    form.current?.requestSubmit();
  };
  return (
    <Card
      title="Import a file"
      note="CSV, TSV, JSON Lines, .gz or .zip; the format is recognised from the content. Files beyond a browser's patience: evenhand import."
    >
      <Form
        ref={form}
        method="post"
        encType="multipart/form-data"
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        className={`grid gap-3 rounded-lg border border-dashed p-4 ${over ? "border-accent bg-sunken" : "border-line"}`}
      >
        <div className="flex flex-wrap items-end gap-3 text-sm">
          <label className="grid gap-1">
            <span className="text-muted">Format</span>
            <select name="format" className="field">
              <option value="auto">Recognise it</option>
              {formats.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className="grid gap-1">
            <span className="text-muted">Project, if the file names none</span>
            <input name="project" className="field" autoComplete="off" />
          </label>
          <label className="grid gap-1">
            <span className="text-muted">Answer column, if several</span>
            <input name="answer" className="field" autoComplete="off" />
          </label>
          <label className="grid min-w-0 gap-1">
            <span className="text-muted">File, or drop it here</span>
            <input ref={file} type="file" name="file" required className="field max-w-full" />
          </label>
          <button type="submit" className="button-primary" disabled={sending}>
            {sending ? "Importing" : "Import"}
          </button>
        </div>
        {fault ? (
          <p role="alert" className="text-sm text-caution">
            {`Nothing was imported. ${fault}`}
          </p>
        ) : null}
      </Form>
    </Card>
  );
}

/** What is coming in at this moment, from whoever sends it. */
function Live() {
  const [event, setEvent] = useState<ImportEvent | null>(null);
  const { revalidate } = useRevalidator();
  useImportEvents((told) => {
    setEvent(told);
    if (told.kind === "done") void revalidate();
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

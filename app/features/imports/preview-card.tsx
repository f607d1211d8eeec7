import { formatCount } from "~/ui/format";
import type { FilePreview, UploadPreview } from "./preview.server";
import { ROLE_WORDS } from "./role-words";

export interface PreviewProps {
  readonly preview: UploadPreview;
  /** Called with the mapping of all columns after one was changed. */
  readonly onMapping: (mapping: string) => void;
}

/** Each file's first rows under what their columns are taken for. */
export function Preview({ preview, onMapping }: PreviewProps) {
  return (
    <div className="grid gap-4" aria-live="polite">
      {preview.files.map((file) => (
        <FileReading key={file.path} file={file} roles={preview.roles} onMapping={onMapping} />
      ))}
    </div>
  );
}

interface FileProps {
  readonly file: FilePreview;
  readonly roles: readonly string[];
  readonly onMapping: (mapping: string) => void;
}

function FileReading({ file, roles, onMapping }: FileProps) {
  const { path, label, notes, tried, refused, rejects, lacking } = file;
  return (
    <section className="min-w-0" aria-label={`What ${path} is taken for`}>
      <h3 className="text-sm font-medium">{`${path}: ${label}`}</h3>
      {lacking === null ? (
        <p className="text-xs text-muted">
          {`${formatCount(tried)} rows tried, ${refused === 0 ? "none" : formatCount(refused)} would be refused.`}
        </p>
      ) : (
        <p role="status" className="text-sm text-caution">
          {`${lacking.replace(/ with --columns\.$/, ".")} Say it above the rows.`}
        </p>
      )}
      <Table file={file} roles={roles} onMapping={onMapping} />
      {notes.length > 0 ? (
        <ul className="mt-2 grid gap-0.5 text-xs text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {rejects.length > 0 ? (
        <ul className="mt-2 grid gap-0.5 text-xs" aria-label="Would be refused">
          {rejects.map(({ line, column, reason }) => (
            <li key={`${line} ${column} ${reason}`}>
              {`Line ${formatCount(line)}${column ? `, ${column}` : ""}: ${reason}`}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Table({ file, roles, onMapping }: FileProps) {
  const { path, columns, rows, isDocuments } = file;
  const mappable = file.format === "columns";
  const cells = isDocuments ? rows.map((row) => documentCells(row[0] ?? "", columns)) : rows;
  return (
    <div
      className="mt-2 overflow-x-auto rounded-md border border-line"
      tabIndex={0}
      role="region"
      aria-label={`First rows of ${path}`}
    >
      <table className="text-xs">
        <thead className="bg-sunken text-left">
          <tr>
            {columns.map(({ column }, index) => (
              <th key={index} scope="col" className="whitespace-nowrap px-2 pt-1.5 font-medium">
                {column}
              </th>
            ))}
          </tr>
          <tr>
            {columns.map(({ column, as, note, role }, index) => (
              <td key={index} className="px-2 pb-1.5 text-muted" title={note}>
                {mappable ? (
                  <select
                    aria-label={`${column} is taken for`}
                    value={role ?? ""}
                    className="field max-w-40"
                    onChange={({ target }) => onMapping(mappingOf(file, index, target.value))}
                  >
                    <option value="">not imported</option>
                    {roles.map((one) => (
                      <option key={one} value={one}>
                        {ROLE_WORDS[one] ?? one}
                      </option>
                    ))}
                  </select>
                ) : (
                  (as ?? "not imported")
                )}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, at) => (
            <tr key={at} className="border-t border-line">
              {columns.map((_, index) => (
                <td key={index} className="max-w-56 truncate px-2 py-1">
                  {row[index] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The whole mapping as `--columns` takes it, with one column taken for something else. */
export function mappingOf(file: FilePreview, changed: number, role: string): string {
  const mapping: Record<string, string | number | boolean | (string | number)[]> = {};
  file.columns.forEach(({ column, role: before }, index) => {
    const now = index === changed ? role : before;
    // What somebody takes a column for is taken away from the one that was it before; only items have several.
    if (!now || (index !== changed && now === role && role !== "item_id")) return;
    const named = file.isDocuments ? column : index + 1;
    const there = mapping[now];
    if (now === "item_id" && there !== undefined) mapping[now] = [there as string | number, named].flat();
    else mapping[now] = named;
  });
  if (!file.isDocuments) mapping["header"] = file.hasHeader;
  return JSON.stringify(mapping);
}

function documentCells(text: string, columns: FilePreview["columns"]): readonly string[] {
  try {
    const document = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return columns.map(({ column }) => {
      const value = document[column];
      return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
    });
  } catch {
    return [text];
  }
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ImportRecord, Plan, Reject } from "~/domain/importer";
import type { Row, TableName } from "~/domain/ledger";
import {
  isFault,
  openSources,
  type SourceFault,
  type SourceInput,
  type SourceOptions,
} from "~/features/imports/source.server";

/** Everything that came of reading some inputs to their end. */
export interface Everything {
  readonly sources: ReadonlyArray<{ path: string; format: string; role: string; plan: Plan; rows: number }>;
  readonly rows: number;
  readonly records: readonly ImportRecord[];
  readonly rejects: readonly Reject[];
  readonly faults: readonly SourceFault[];
}

/** Reads every source behind the inputs. */
export async function readAll(
  inputs: SourceInput | readonly SourceInput[],
  options: SourceOptions = {},
): Promise<Everything> {
  const sources: Array<Everything["sources"][number]> = [];
  const records: ImportRecord[] = [];
  const rejects: Reject[] = [];
  const faults: SourceFault[] = [];
  let total = 0;
  const list = Array.isArray(inputs) ? (inputs as readonly SourceInput[]) : [inputs as SourceInput];
  for await (const source of openSources(list, options)) {
    if (isFault(source)) {
      faults.push(source);
      continue;
    }
    let rows = 0;
    for await (const batch of source.records()) {
      if (isFault(batch)) {
        faults.push(batch);
        continue;
      }
      rows += batch.rows;
      records.push(...batch.records);
      rejects.push(...batch.rejects);
    }
    total += rows;
    sources.push({ path: source.path, format: source.format, role: source.role, plan: source.plan, rows });
  }
  return { sources, rows: total, records, rejects, faults };
}

/** The rows of one table among some records. */
export function rowsOf<T extends TableName>(records: readonly ImportRecord[], table: T): Row<T>[] {
  // A record's row is the one of its table.
  return records.filter((record) => record.table === table).map((record) => record.row as unknown as Row<T>);
}

/** A text as an upload with a name. */
export function upload(name: string, content: string | Uint8Array) {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return { name, stream: inPieces(bytes, 7_919) };
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

/** A file that lies beside the tests. */
export const fixture = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A real file beside the repository, which may not be copied into it. */
export const shared = (path: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));

/** Whether the real files are there; says so once where they are not. */
export const hasShared: boolean = existsSync(shared("INDEX.md"));

if (!hasShared)
  process.stdout.write("The real crowd-work files (../shared/data) are not here: their tests are skipped.\n");

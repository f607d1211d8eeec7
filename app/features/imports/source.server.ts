import { isTimeZone } from "~/domain/local-time";
import type {
  Importer,
  Plan,
  PlainRows,
  Reading,
  ReadingOptions,
  RecordTable,
  SourceHead,
} from "~/domain/importer";
import { TABLE_NAMES } from "~/domain/ledger";
import { IMPORTERS } from "~/importers";
import { recognise } from "./recognise";
import type { ByteSource } from "./source-bytes.server";
import { readBatches, type SourceBatch } from "./source-batches";
import { fault, isFault, type SourceFault } from "./source-fault";
import { type PlainSink, readPlainBatches } from "./source-plain.server";
import { findSources, type Found, type SourceInput } from "./source-inputs.server";
import { readMapping } from "./source-mapping.server";
import { type Layout, readHead, rowsOf } from "./source-rows.server";

export type { SourceBatch } from "./source-batches";
export type { SourceFault } from "./source-fault";
export type { SourceInput } from "./source-inputs.server";
export type { StreamInput } from "./source-bytes.server";
export { isFault } from "./source-fault";

/** What may be said about the inputs as a whole; everything has a default. */
export interface SourceOptions extends Omit<ReadingOptions, "role" | "columns"> {
  /** An importer's id, or `auto`. */
  readonly format?: string;
  /** A separate file of answer keys. */
  readonly gold?: SourceInput;
  /** A JSON file that says which column is which. */
  readonly columns?: SourceInput;
}

/** A source whose format is known, about to be read. Its rows can be read once. */
export interface OpenedSource {
  readonly kind: "source";
  readonly path: string;
  /** The importer's id. */
  readonly format: string;
  readonly label: string;
  /** `gold` for the separate file of answer keys. */
  readonly role: "records" | "gold";
  readonly plan: Plan;
  /** The first rows as they stand, the header included. */
  readonly preview: ReadonlyArray<readonly string[]>;
  /** Bytes on disk, where known, and how many of them have been read. */
  readonly size: number | null;
  readonly bytesRead: () => number;
  /**
   * Pieces of about 1,000 rows; ends with a fault when the source cannot be read to its end: then nothing of it may be
   * kept. Plain rows go to the sink that `plainTo` opens, where there is one, and are only counted here.
   */
  readonly records: (plainTo?: (plain: PlainRows) => PlainSink) => AsyncGenerator<SourceBatch | SourceFault>;
}

const PREVIEW_ROWS = 20;

/**
 * Opens every file behind the inputs, recognises its format from its content and yields it ready to be read: ledger
 * tables in the order in which they refer to each other, then the others as given, the gold file last. Permanent
 * faults are yielded, transient ones (a disk that fails) thrown. Read a source's records before asking for the next.
 */
export async function* openSources(
  inputs: readonly SourceInput[],
  options: SourceOptions = {},
): AsyncGenerator<OpenedSource | SourceFault> {
  const wrong = wrongOptions(options);
  if (wrong) {
    yield wrong;
    return;
  }
  const columns = options.columns === undefined ? undefined : await readMapping(options.columns);
  if (columns !== undefined && isFault(columns)) {
    yield columns;
    return;
  }
  const reading: ReadingOptions = { ...options, columns, role: "records" };
  const opened: OpenedSource[] = [];
  const disposals: Array<Found["dispose"]> = [];
  try {
    for (const input of inputs) {
      const found = await findSources(input);
      if (isFault(found)) {
        yield found;
        return;
      }
      disposals.push(found.dispose);
      for (const source of found.sources) {
        const one = await openSource(source, reading, formatOf(options, found), found.isLedger);
        if (isFault(one)) {
          yield one;
          return;
        }
        opened.push(one);
      }
    }
    yield* inReferenceOrder(opened);
    if (options.gold !== undefined) yield* openGold(options.gold, reading, opened);
  } finally {
    for (const dispose of disposals) await dispose();
  }
}

const TASK_TYPES = ["categorical", "rating", "preference", "revision", "other"];

function wrongOptions({ timeZone, format, taskType, project }: SourceOptions): SourceFault | undefined {
  if (taskType !== undefined && !TASK_TYPES.includes(taskType)) {
    return fault(null, `"${taskType}" is not a kind of task; known are ${TASK_TYPES.join(", ")}.`);
  }
  if (project !== undefined && (project.trim() === "" || project.length > 200)) {
    return fault(null, "The name of a project has between 1 and 200 characters.");
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return fault(null, `"${timeZone}" is not an IANA time zone such as Africa/Nairobi.`);
  }
  if (format !== undefined && format !== "auto" && !IMPORTERS.some(({ id }) => id === format)) {
    return fault(
      null,
      `There is no format ${format}; known are auto, ${IMPORTERS.map(({ id }) => id).join(", ")}.`,
    );
  }
  return undefined;
}

/** Tables of a ledger are read as such or not at all: a misspelt column must not turn one into something else. */
function formatOf({ format }: SourceOptions, { isLedger }: Found): string | undefined {
  return isLedger && (format ?? "auto") === "auto" ? "ledger" : format;
}

async function openSource(
  source: ByteSource,
  options: ReadingOptions,
  format: string | undefined,
  mayBeEmpty: boolean,
): Promise<OpenedSource | SourceFault> {
  const read = await readHead(source, delimiterIn(options.columns));
  if (isFault(read)) return read;
  const importers = options.role === "gold" ? IMPORTERS.filter(({ readsGold }) => readsGold) : IMPORTERS;
  // A mapping of columns says by itself that the file is a table of its own kind.
  const asked = (format ?? "auto") === "auto" && options.columns !== undefined ? "columns" : format;
  const importer = recognise(read.head, importers, asked);
  if (typeof importer === "string") return fault(source.path, importer);
  const reading = importer.open(read.head, options);
  if (reading.kind === "refusal") return fault(source.path, reading.reason);
  if (!mayBeEmpty && read.head.rows.length < (reading.plan.hasHeader ? 2 : 1)) {
    const what = reading.plan.hasHeader ? "a header and no rows" : "no rows";
    return fault(source.path, `The file has ${what}.`);
  }
  return openedSource(source, importer, reading, read.layout, read.head, options.role ?? "records");
}

function openedSource(
  source: ByteSource,
  importer: Importer,
  reading: Reading,
  layout: Layout,
  head: SourceHead,
  role: "records" | "gold",
): OpenedSource {
  let bytesRead = 0;
  return {
    kind: "source",
    path: source.path,
    format: importer.id,
    label: importer.label,
    role,
    plan: reading.plan,
    preview: head.rows.slice(0, PREVIEW_ROWS).map((cells) => cells.map((cell) => cell.slice(0, 200))),
    size: source.size,
    bytesRead: () => bytesRead,
    records(plainTo) {
      const onRead = (bytes: number) => {
        bytesRead += bytes;
      };
      const { plain } = reading;
      return plainTo && plain && layout.shape === "table" && layout.delimiter < "\x80"
        ? readPlainBatches(source, layout.delimiter, { ...reading, plain }, plainTo(plain), onRead)
        : readBatches(rowsOf(source, layout, onRead), reading);
    },
  };
}

const REFERENCE_ORDER = new Map<RecordTable, number>(
  [...TABLE_NAMES, "tier_policies" as const].map((table, index) => [table, index]),
);

/** Tables that others refer to before those that refer to them; sources of one table stay as given. */
function inReferenceOrder(sources: readonly OpenedSource[]): readonly OpenedSource[] {
  const rank = ({ plan }: OpenedSource) => REFERENCE_ORDER.get(plan.rowTable) ?? 0;
  return [...sources].sort((a, b) => rank(a) - rank(b));
}

async function* openGold(
  input: SourceInput,
  options: ReadingOptions,
  records: readonly OpenedSource[],
): AsyncGenerator<OpenedSource | SourceFault> {
  const projects = new Set(records.map(({ plan }) => plan.project));
  const [project] = projects;
  if (projects.size !== 1 || project === undefined) {
    yield fault(null, "A file of answer keys needs to know its project; name it with --project.");
    return;
  }
  const found = await findSources(input);
  if (isFault(found)) {
    yield found;
    return;
  }
  try {
    for (const source of found.sources) {
      yield await openSource(source, { ...options, project, role: "gold" }, undefined, false);
    }
  } finally {
    await found.dispose();
  }
}

/** A delimiter that the user's mapping names is not guessed. */
function delimiterIn(columns: unknown): string | undefined {
  const named =
    typeof columns === "object" && columns !== null && "delimiter" in columns ? columns.delimiter : undefined;
  return typeof named === "string" && named.length === 1 ? named : undefined;
}

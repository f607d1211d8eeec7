import type { LedgerRecord, TableName } from "./ledger";

/**
 * The contract of an importer: a pure value that turns rows of one source format into ledger records and rejects.
 * Reading bytes, decompressing, splitting into rows and writing to a database happen elsewhere.
 */
export interface Importer {
  /** Permanent kebab-case name; `--format` takes it. */
  readonly id: string;
  readonly label: string;
  /** One or two sentences on what is read, for the methodology page. */
  readonly description: string;
  /** Where the shape was seen. */
  readonly sources: readonly [string, ...string[]];
  /** What the format does not say, or says misleadingly. */
  readonly caveats: readonly string[];
  /** Whether a separate file of answer keys can be read too (`role: "gold"`). */
  readonly readsGold?: true;
  /** Whether the first rows are of this format; `fallback` gives way to any importer that says `yes`. */
  readonly recognises: (head: SourceHead) => "yes" | "fallback" | "no";
  /** Decides what each column is; a format that is recognised but cannot be imported is refused with a sentence. */
  readonly open: (head: SourceHead, options: ReadingOptions) => Reading | Refusal;
}

/**
 * The beginning of a source. A `table` has delimited rows (the first may be a header); `documents` are JSON Lines or
 * the elements of a JSON array, each a row of one cell that holds its text.
 */
export interface SourceHead {
  readonly shape: "table" | "documents";
  /** File name without folder and without `.gz`; a member's own name inside an archive. */
  readonly name: string;
  /** Empty for documents. */
  readonly delimiter: string;
  /** Up to 1,000 rows, the header included. */
  readonly rows: ReadonlyArray<readonly string[]>;
}

/** One row as it stands in the source; `line` is the physical line, from 1, on which it starts. */
export interface SourceRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the person who imports may say; everything has a default. */
export interface ReadingOptions {
  readonly project?: string;
  readonly taskType?: TaskType;
  /** The column that holds the answer, where a source asks several questions. */
  readonly answer?: string;
  /** IANA zone of times that the source writes without one; UTC when absent. */
  readonly timeZone?: string;
  /** The user's own mapping of columns, already parsed from JSON; only the `columns` importer reads it. */
  readonly columns?: unknown;
  /** `gold`: the source is a separate file of answer keys and yields items only. */
  readonly role?: "records" | "gold";
}

export type TaskType = "categorical" | "rating" | "preference" | "revision" | "other";

/** What a source was taken for, shown to the user before and after an import. */
export interface Plan {
  /**
   * The table that one source row becomes one row of. Each accepted row yields exactly one record of it, last; the
   * records before it are context (platforms, projects, batches, items, annotators) that many rows repeat.
   */
  readonly rowTable: RecordTable;
  /** Whether the first row is a header and therefore no row of data. */
  readonly hasHeader: boolean;
  readonly columns: readonly PlannedColumn[];
  /** Sentences: guesses with their alternatives, assumed zones, dropped personal data. */
  readonly notes: readonly string[];
  /** Projects that the source names or that were assumed, where known beforehand. */
  readonly project?: string;
}

export interface PlannedColumn {
  /** Header name, or `column 3` without a header. */
  readonly column: string;
  /** The ledger column it fills, e.g. `judgments.answer`; null when it is not imported. */
  readonly as: string | null;
  /** The key of a mapping of columns under which it is read, where the format takes one. */
  readonly role?: string;
  /** Why, where it is not obvious. */
  readonly note?: string;
}

/**
 * An opened source. `read` is pure and depends on its row alone, never on neighbours, so that a file split in any way
 * gives the same set of records.
 *
 * Context records of one key may differ from row to row (a batch's `releasedAt`, an item's gold): whoever merges must
 * choose by value, never by order. A property that is absent or null is not known to the source: in context records it
 * must not erase what is known.
 */
export interface Reading {
  readonly kind: "reading";
  readonly plan: Plan;
  /** A shorter way for the rows of a table of delimited UTF-8 that are spelt as plainly as most are. */
  readonly plain?: PlainRows;
  /** Records, context first and the row's own last; a reject; or null for a separator that is no row at all. */
  readonly read: (row: SourceRow) => readonly ImportRecord[] | Reject | null;
}

/**
 * Reads rows from their bytes, without making texts and a record of them. What it accepts, `Reading.read` turns into one
 * record of the plan's `rowTable` and nothing else, with the same values; whatever it does not accept is for
 * `Reading.read` to accept or to refuse.
 */
export interface PlainRows {
  /** How many cells a row has; rows that have more or fewer are not plain. */
  readonly width: number;
  /** For every column of the table, in the ledger's order, the cell that holds it; -1 for one that the source lacks. */
  readonly cells: readonly number[];
  /**
   * Whether the row is plain whose cell `c` is the bytes from `bounds[2 * c]` up to `bounds[2 * c + 1]`. Fills `values`,
   * one a column of the table: a number as such, an instant or a date in milliseconds since 1970, 1 or 0 for true and
   * false, NaN where there is nothing, and 0 for a text, which is the cell's bytes as they are.
   */
  readonly read: (bytes: Uint8Array, bounds: Int32Array, values: Float64Array) => boolean;
}

/** A source that cannot be imported at all: one sentence that says what is wrong and what to do. */
export interface Refusal {
  readonly kind: "refusal";
  readonly reason: string;
}

/** A row that was refused. `column` is null when the row as a whole is at fault. */
export interface Reject {
  readonly kind: "reject";
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  /** The row as it stood, shortened, without personal data that the importer drops. */
  readonly raw: string;
}

/** One version of the tier policy (`tier_policies.json`), by its version number; `policy` is the object as it stood. */
export interface TierPolicyRecord {
  readonly table: "tier_policies";
  readonly row: { readonly version: number; readonly policy: Readonly<Record<string, JsonValue>> };
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type ImportRecord = LedgerRecord | TierPolicyRecord;
export type RecordTable = TableName | "tier_policies";

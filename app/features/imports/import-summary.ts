/** What came of one file of an import. */
export interface FileCounts {
  readonly path: string;
  /** Rows read: the sum of the four counts below. */
  readonly rows: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly rejected: number;
}

/** A row that was refused. `line` starts at 1, the header included; `column` is null where no single one is at fault. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
}

/** What came of an import. Every row of every file is in exactly one of the four counts. */
export interface ImportSummary {
  readonly importId: number;
  readonly format: string;
  readonly files: readonly FileCounts[];
  readonly rows: number;
  /** Rows the ledger did not have. */
  readonly imported: number;
  /** Rows that brought nothing new: the same is there already, or something newer is. */
  readonly unchanged: number;
  /** Rows that replaced an older version of themselves. */
  readonly updated: number;
  readonly rejected: number;
  /** The first 1,000; the others are listed with `listRejects`. */
  readonly rejects: readonly RejectedRow[];
  readonly rejectsTruncated: boolean;
  /** Distinct annotators, items and projects of the judgments in these files. */
  readonly annotators: number;
  readonly items: number;
  readonly projects: number;
  /** First start and last submission in these files, ISO 8601 UTC; null where the source has no times. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly seconds: number;
}

/** For the log: an import brings gold keys and policies too, and which they were stands in its rows. */
export const importInWords = ({ importId, format, imported, updated }: ImportSummary): string =>
  `import ${importId} (${format}): ${imported} rows imported, ${updated} updated`;

/** Why nothing was imported: a sentence that says what is wrong and what to do. */
export interface ImportFault {
  readonly fault: string;
  readonly file: string | null;
}

export function isImportFault(result: ImportSummary | ImportFault): result is ImportFault {
  return "fault" in result;
}

/** How far an import has come, a few times a second. */
export interface ImportProgress {
  readonly importId: number;
  readonly step: "reading" | "merging" | "counting";
  readonly file: string | null;
  readonly rows: number;
  readonly rejected: number;
  /** Of the files, where their size is known. */
  readonly bytesRead: number | null;
  readonly bytes: number | null;
}

export interface ImportOptions {
  readonly now: () => Date;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export type ImportStatus = "running" | "done" | "failed" | "undone";

/** An import as the list and its own screen show it. */
export interface ImportRecord {
  readonly importId: number;
  readonly format: string;
  readonly status: ImportStatus;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly undoneAt: string | null;
  readonly files: readonly FileCounts[];
  readonly rows: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly rejected: number;
  readonly annotators: number;
  readonly items: number;
  readonly projects: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Why it failed, as a sentence. */
  readonly failure: string | null;
}

/** What came of taking an import back out. */
export type UndoOutcome =
  | {
      readonly kind: "undone";
      readonly importId: number;
      readonly removed: number;
      readonly restored: number;
    }
  | { readonly kind: "refused"; readonly importId: number; readonly reason: string };

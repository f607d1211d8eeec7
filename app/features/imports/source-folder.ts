import { TABLE_NAMES } from "~/domain/ledger";

const LEDGER_NAMES = new Set([...TABLE_NAMES.map((table) => `${table}.csv`), "tier_policies.json"]);
const DATA_NAME = /\.(csv|tsv|txt|tab|json|jsonl|ndjson|zip)$/i;

/** The last part of a path as a file name, or undefined for what operating systems leave behind. */
export function tidyName(path: string): string | undefined {
  const parts = path.split(/[/\\]/).filter((part) => part !== "");
  const name = parts.at(-1);
  return name === undefined || name.startsWith(".") || parts.includes("__MACOSX") ? undefined : name;
}

/**
 * Which files of a folder or a zip are to be read: the tables alone where it is a ledger, every data file otherwise.
 * Files are told by name only here; what is in them decides how they are read.
 */
export function filesToRead<T extends { readonly name: string }>(
  files: readonly T[],
): { readonly files: readonly T[]; readonly isLedger: boolean } {
  const tables = files.filter(({ name }) => LEDGER_NAMES.has(name));
  const isPackage = files.some(({ name }) => name === "datapackage.json");
  const isLedger = tables.length > (isPackage ? 0 : 1);
  return { files: isLedger ? tables : files.filter(({ name }) => DATA_NAME.test(name)), isLedger };
}

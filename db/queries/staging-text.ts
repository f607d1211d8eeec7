import type { ImportRecord, RecordTable } from "~/domain/importer";
import { stagedFields } from "./staging-tables";

/** Writes records of one table as lines of COPY's text format: row number, file number, own row or not, then fields. */
export type LineWriter = (record: ImportRecord, rowNo: number, fileNo: number, isOwn: boolean) => string;

export function lineWriter(table: RecordTable): LineWriter {
  const fields = stagedFields(table).map(({ property, plain }) => ({ property, plain }));
  return (record, rowNo, fileNo, isOwn) => {
    const row = record.row as Readonly<Record<string, unknown>>;
    let line = isOwn ? `${rowNo}\t${fileNo}\tt` : `${rowNo}\t${fileNo}\tf`;
    for (const { property, plain } of fields) {
      const value = row[property];
      if (value === null || value === undefined) line += "\t\\N";
      else if (typeof value === "string") line += plain ? `\t${value}` : `\t${escaped(value)}`;
      else if (typeof value === "object") line += `\t${escaped(storableJson(value))}`;
      else line += `\t${value as number | boolean}`;
    }
    return `${line}\n`;
  };
}

const SPECIAL = /[\\\t\n\r\0]/;

/** COPY's own escapes; a zero character, which no text of PostgreSQL can hold, becomes the replacement character. */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\0", "\uFFFD");
}

/** Escapes that `jsonb` refuses: zero, and halves of surrogate pairs (whole pairs are not escaped). */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

const storableJson = (value: object): string => JSON.stringify(value).replace(UNSTORABLE, "$1\uFFFD");

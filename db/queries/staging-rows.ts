import type { ImportRecord, RecordTable } from "~/domain/importer";
import type { CopyBytes } from "./copy-bytes";
import { type SqlType, stagedFields } from "./staging-tables";

/** Writes rows of one staged table in COPY's binary format: row number, file number, own row or not, then fields. */
export interface RowWriter {
  readonly record: (
    out: CopyBytes,
    record: ImportRecord,
    rowNo: number,
    fileNo: number,
    own: boolean,
  ) => void;
  /** A row of its own table that was read as plain bytes: see `PlainRows`. */
  readonly plain: (
    out: CopyBytes,
    rowNo: number,
    fileNo: number,
    bytes: Uint8Array,
    bounds: Int32Array,
    values: Float64Array,
  ) => void;
}

/** Columns that every staged table begins with. */
const OWN_COLUMNS = 3;

/** `cells`: where plain rows have the fields of the table. */
export function rowWriter(table: RecordTable, cells: readonly number[] = []): RowWriter {
  const fields = stagedFields(table);
  const properties = fields.map(({ property }) => property);
  const values = fields.map(({ type }) => VALUES[type]);
  const numbers = fields.map(({ type }) => NUMBERS[type] ?? null);
  const begin = (out: CopyBytes, rowNo: number, fileNo: number, own: boolean) => {
    out.count(OWN_COLUMNS + fields.length);
    out.bigint(rowNo);
    out.int(fileNo);
    out.boolean(own);
  };
  return {
    record(out, record, rowNo, fileNo, own) {
      begin(out, rowNo, fileNo, own);
      const row = record.row as Readonly<Record<string, unknown>>;
      for (let index = 0; index < properties.length; index += 1) {
        const value = row[properties[index]!];
        if (value === null || value === undefined) out.nothing();
        else values[index]!(out, value);
      }
    },
    plain(out, rowNo, fileNo, bytes, bounds, plainValues) {
      begin(out, rowNo, fileNo, true);
      for (let index = 0; index < numbers.length; index += 1) {
        const value = plainValues[index]!;
        if (value !== value) {
          out.nothing();
          continue;
        }
        const number = numbers[index]!;
        if (number) number(out, value);
        else out.utf8(bytes, bounds[2 * cells[index]!]!, bounds[2 * cells[index]! + 1]!);
      }
    },
  };
}

/** Writes values as records hold them. */
const VALUES: Readonly<Record<SqlType, (out: CopyBytes, value: unknown) => void>> = {
  text: (out, value) => out.text(storable(value as string)),
  bigint: (out, value) => out.bigint(value as number),
  int: (out, value) => out.int(value as number),
  "double precision": (out, value) => out.double(value as number),
  boolean: (out, value) => out.boolean(value as boolean),
  timestamptz: (out, value) => out.instant(millisOf(value as string)),
  date: (out, value) => out.day(millisOf(value as string)),
  jsonb: (out, value) => out.json(storableJson(value as object)),
};

/** Writes values as plain rows hold them; a type that is not here is a text. */
const NUMBERS: Partial<Record<SqlType, (out: CopyBytes, value: number) => void>> = {
  bigint: (out, value) => out.bigint(value),
  int: (out, value) => out.int(value),
  "double precision": (out, value) => out.double(value),
  boolean: (out, value) => out.boolean(value === 1),
  timestamptz: (out, value) => out.instant(value),
  date: (out, value) => out.day(value),
};

function millisOf(text: string): number {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw new RangeError(`${text} is neither an instant nor a date`);
  return millis;
}

/** No text of PostgreSQL can hold a zero character: it becomes the replacement character. */
const storable = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);

/** Escapes that `jsonb` refuses: zero, and halves of surrogate pairs (whole pairs are not escaped). */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

const storableJson = (value: object): string => JSON.stringify(value).replace(UNSTORABLE, "$1\uFFFD");

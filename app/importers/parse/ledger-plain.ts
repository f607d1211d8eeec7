import type { PlainRows } from "~/domain/importer";
import { type TableName, camelCase, fieldsOf } from "~/domain/ledger";
import { plainCheck } from "./ledger-row";
import { type PlainCell, plainCell } from "./plain-cell";

/** The plain rows of a ledger table under `header`; undefined where nothing tells such a row from a blank one. */
export function ledgerPlainRows(table: TableName, header: readonly string[]): PlainRows | undefined {
  const fields = fieldsOf(table);
  const cells = fields.map(([column]) => header.indexOf(column));
  if (!fields.some(([, field], index) => field.required && cells[index] !== -1)) return undefined;
  const parsers: readonly PlainCell[] = fields.map(([column, field]) => plainCell(column, field));
  const required = fields.map(([, field]) => field.required === true);
  const isPossible = plainCheck(
    table,
    fields.map(([column]) => camelCase(column)),
  );
  return {
    width: header.length,
    cells,
    read(bytes, bounds, values) {
      for (let index = 0; index < parsers.length; index += 1) {
        const cell = cells[index]!;
        const from = cell < 0 ? 0 : bounds[2 * cell]!;
        const to = cell < 0 ? 0 : bounds[2 * cell + 1]!;
        if (from === to) {
          if (required[index]) return false;
          values[index] = NaN;
          continue;
        }
        const value = parsers[index]!(bytes, from, to);
        if (value !== value) return false;
        values[index] = value;
      }
      return isPossible(values);
    },
  };
}

import type { RawBuilder } from "kysely";
import type { Db } from "../../client";

const ROWS_AT_ONCE = 5_000;
/** Where one row is a person and its texts are long: few of them at a time. */
export const PEOPLE_AT_ONCE = 100;

/** The rows of a query a few thousand at a time: memory does not grow with the table. */
export async function* streamRows<Row>(
  db: Db,
  query: RawBuilder<Row>,
  rowsAtOnce = ROWS_AT_ONCE,
): AsyncGenerator<Row> {
  const compiled = query.compile(db);
  const executor = db.getExecutor();
  for await (const { rows } of executor.stream<Row>(compiled, rowsAtOnce)) yield* rows;
}

/**
 * A program that uses the embedded database of a folder, for tests that kill it:
 * `node --import tsx embedded-program.ts FOLDER [hold|once|busy]`. It adds a row, prints `rows N` and, with `hold`, stays
 * until it is told to go by any input; with `busy` it keeps a backend working that looks at nothing else.
 */
import { sql } from "kysely";
import { withDatabase, type Database } from "db/client";

const [folder = "", mode = "once"] = process.argv.slice(2);

await withDatabase(folder, async (database) => {
  const rows = await addRow(database);
  if (mode === "busy") await keepBusy(database);
  process.stdout.write(`rows ${rows}\n`);
  if (mode === "hold") await new Promise((resolve) => process.stdin.once("data", resolve));
  if (mode === "busy") await new Promise((resolve) => setTimeout(resolve, 60_000));
});
process.exit(0);

async function addRow({ db }: Database): Promise<number> {
  await sql`create table if not exists kept (n int generated always as identity)`.execute(db);
  await sql`insert into kept default values`.execute(db);
  const { rows } = await sql<{ n: number }>`select count(*) as n from kept`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Answers when the backend is at its endless work. */
async function keepBusy({ db }: Database): Promise<void> {
  void sql`do $$ begin loop end loop; end $$`.execute(db).catch(() => undefined);
  for (let isBusy = false; !isBusy;) {
    const { rows } = await sql`
      select from pg_stat_activity where state = 'active' and query like 'do $$%'`.execute(db);
    isBusy = rows.length > 0;
  }
}

import type { Db } from "../client";
import { rowsOf, run } from "./merge-run";
import { listDifferingDays } from "./project-days";
import { listDifferingHours } from "./project-hours";
import { hasInferredTimes, markedCells, marksEverything } from "./refresh";
import { ROLLUP_COLUMNS, type RollupScope, payRows, rollupRows } from "./rollups";
import { listDifferingWorkDays } from "./work-days";

/** A kept tally that the facts do not bear out, and in which columns. */
export interface DifferingCell {
  readonly annotator: string | null;
  readonly project: string | null;
  readonly day: string;
  readonly columns: readonly string[];
}

const CELL = "annotator_id, project_id, day";
const MOST_LISTED = 1_000;

/**
 * Counts everything again from the facts and lists the cells that are kept otherwise, the first 1,000; a cell on either
 * side alone differs too. Cells that are marked to be counted again are left out: nobody claims that they are right.
 * Changes nothing.
 */
export async function checkRollups(db: Db): Promise<readonly DifferingCell[]> {
  return (
    db
      .transaction()
      // Facts, marks and tallies as of one instant, whatever is imported and counted meanwhile.
      .setIsolationLevel("repeatable read")
      .execute(async (transaction) => {
        const [everything] = await rowsOf<{ found: boolean }>(transaction, marksEverything("dirty_cells"));
        if (everything?.found) return [];
        await run(
          transaction,
          `create temporary table pending_cells on commit drop as ${markedCells("dirty_cells", "dirty_items")}`,
        );
        const scope: RollupScope = { cells: null, inferred: await hasInferredTimes(transaction, null) };
        return [
          ...(await differingRollups(transaction, scope)),
          ...(await differingPay(transaction, scope)),
          ...(await listDifferingDays(transaction)).map((day) => ({ annotator: null, ...day })),
          ...(await listDifferingHours(transaction, "pending_cells")).map((day) => ({
            annotator: null,
            ...day,
          })),
          ...(await listDifferingWorkDays(transaction, "pending_cells")),
        ];
      })
  );
}

interface Test {
  readonly name: string;
  readonly differs: string;
}

function differingRollups(db: Db, scope: RollupScope): Promise<readonly DifferingCell[]> {
  const sorted = (list: string) => `(select array_agg(ms order by ms) from unnest(${list}) ms)`;
  const tests = [
    ...ROLLUP_COLUMNS.plain.map(testOf),
    ...ROLLUP_COLUMNS.lists.map((name) => ({
      name,
      differs: `${testOf(name).differs}
        and ${sorted(`kept.${name}`)} is distinct from ${sorted(`found.${name}`)}`,
    })),
  ];
  return listDiffering(db, "rollups", CELL, rollupRows(scope), tests);
}

const differingPay = (db: Db, scope: RollupScope): Promise<readonly DifferingCell[]> =>
  listDiffering(db, "pay_rollups", `${CELL}, currency`, payRows(scope), [
    testOf("pay_minor"),
    testOf("paid_judgments"),
  ]);

const testOf = (name: string): Test => ({ name, differs: `kept.${name} is distinct from found.${name}` });

function listDiffering(db: Db, table: string, key: string, rows: string, tests: readonly Test[]) {
  const columns = tests.map(({ name, differs }) => `case when ${differs} then '${name}' end`);
  return rowsOf<DifferingCell>(
    db,
    `select annotators.source_id as annotator, projects.source_id as project, day, columns
     from (
       select ${CELL}, array_remove(array[${columns.join(", ")}], null) as columns
       from ${table} kept full join (${rows}) found using (${key})
     ) compared
     left join annotators using (annotator_id)
     left join projects using (project_id)
     where columns <> '{}'
       and not exists (
         select from pending_cells p
         where p.annotator_id = compared.annotator_id and p.project_id = compared.project_id and p.day = compared.day)
     order by annotator, project, day limit ${MOST_LISTED}`,
  );
}

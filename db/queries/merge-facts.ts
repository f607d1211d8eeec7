import type { Db } from "../client";
import { type FactSpec, type FactTable, factSpec, itemHash } from "./merge-tables";
import { dropRepeats, insertIncoming, openIncoming } from "./merge-incoming";
import { markAll, markItems, markJudgments, markReviews } from "./merge-marks";
import { ITEM_NAME, stagedNames } from "./merge-names";
import { noteOrphans } from "./merge-orphans";
import { relinkReviews } from "./merge-reviews";
import { type MergeRun, addHoldings, rowsOf, run } from "./merge-run";
import { keepRepeats } from "./merge-repeats";

/** What became of a file's own rows of a table; those that are neither were there already. */
export interface FileOutcome {
  readonly fileNo: number;
  readonly imported: number;
  readonly updated: number;
}

/** What an incoming row is beside the one that is there. */
const SAME = 0;
const NEWER = 1;
const OLDER = 2;

/** Merges the staged rows of one table of facts; its shared tables have been merged before. */
export async function mergeFacts(merge: MergeRun, table: FactTable): Promise<readonly FileOutcome[]> {
  const spec = factSpec(table);
  const incoming = await openIncoming(merge, table);
  await dropRepeats(merge, table, incoming);
  const brought = await countFiles(merge, incoming);
  const known = await compareWithStored(merge, spec, incoming);
  const isNew = (row: string) =>
    known.count(SAME) + known.count(OLDER) === 0
      ? "true"
      : `not exists (select from ${known.name} k where k.row_hash = ${row}.row_hash and k.outcome <> ${NEWER})`;
  if (known.count(NEWER) > 0) await displace(merge, spec, incoming, known.name);
  const arriving = sum(brought.map(({ n }) => n)) - known.count(SAME) - known.count(OLDER);
  if (arriving > 0) {
    await insertIncoming(merge, table, incoming, isNew("i"));
    await addHoldings(merge.db, table, `values (${merge.importId}, ${arriving})`);
  }
  if (known.count(OLDER) > 0) await keepOlder(merge, spec, incoming, known.name);
  if (known.count(SAME) > 0) {
    await keepRepeats(merge, {
      name: table,
      matched: `select owner_id, row_hash from ${known.name} where outcome = ${SAME}`,
      versions: (owners) =>
        versionsOf(merge, spec, incoming, known.name, `k.outcome = ${SAME} and k.owner_id in (${owners})`),
    });
  }
  if (table === "judgments" && arriving > 0) {
    await markArriving(merge, `${incoming} j where ${isNew("j")}`, arriving, sum(brought.map(({ n }) => n)));
    await relinkReviews(merge, `(select * from ${incoming} i where ${isNew("i")})`);
  }
  if (table === "reviews" && arriving > 0) await markReviews(merge, `${incoming} r`, isNew("r"));
  return brought.map(({ fileNo, n }) => ({
    fileNo,
    imported: n - known.count(null, fileNo),
    updated: known.count(NEWER, fileNo),
  }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function countFiles({ db }: MergeRun, incoming: string) {
  return rowsOf<{ fileNo: number; n: number }>(
    db,
    `select file_no, count(*) as n from ${incoming} group by file_no`,
  );
}

/** Marks what judgments that come in change: their items, whose cells are counted again, their own among them. */
async function markArriving(merge: MergeRun, from: string, arriving: number, brought: number): Promise<void> {
  if (await outnumbersTheRest(merge, arriving)) return markAll(merge);
  if (arriving < brought || merge.repeated.has("judgments")) return markItems(merge, from);
  const names = await stagedNames(merge, "judgments", ITEM_NAME);
  await markItems(merge, `(select ${itemHash("project_id", "item_id")} as item_id from ${names}) j`);
}

/** Whether a merge brought most of the judgments there are: counting all again is cheaper then than telling cells apart. */
async function outnumbersTheRest({ db }: MergeRun, inserted: number): Promise<boolean> {
  const [found] = await rowsOf<{ most: boolean }>(
    db,
    `select count(*) < ${2 * inserted} as most from (select from judgments limit ${2 * inserted}) counted`,
  );
  return found?.most ?? false;
}

/** Incoming rows that are there already: the table that holds them, and how many of them there are. */
interface Known {
  readonly name: string;
  /** With this outcome (null: any), of this file (undefined: all). */
  readonly count: (outcome: number | null, fileNo?: number) => number;
}

/** Which incoming rows are there already under the same key, and how the two compare. */
async function compareWithStored(merge: MergeRun, spec: FactSpec, incoming: string): Promise<Known> {
  const { db } = merge;
  const known = `known_${merge.importId}_${spec.table}`;
  const onKey = spec.ledgerKey.map((name) => `t.${name} = i.${name}`).join(" and ");
  // Keys alone first: where there is nothing to compare, that is the cheaper way to know it.
  const found = await byHashing(db, () =>
    rowsOf<{ n: number }>(db, `select count(*) as n from ${incoming} i join ${spec.table} t on ${onKey}`),
  );
  if ((found[0]?.n ?? 0) === 0) return { name: known, count: () => 0 };
  const all = (row: string) => spec.compared.map((name) => `${row}.${name}`).join(", ");
  await byHashing(db, () =>
    run(
      db,
      `create temporary table ${known} on commit drop as
       select i.row_hash, i.file_no, t.import_id as owner_id, ${oldKey(spec)},
         case when (${all("t")}) is not distinct from (${all("i")}) then ${SAME}
           when ${spec.revision("i")} >= ${spec.revision("t")} then ${NEWER} else ${OLDER} end as outcome
       from ${incoming} i join ${spec.table} t on ${onKey}`,
    ),
  );
  await run(db, `analyze ${known}`);
  const counts = await rowsOf<{ outcome: number; fileNo: number; n: number }>(
    db,
    `select outcome, file_no, count(*) as n from ${known} group by outcome, file_no`,
  );
  return {
    name: known,
    count: (outcome, fileNo) =>
      sum(
        counts
          .filter((one) => outcome === null || one.outcome === outcome)
          .filter((one) => fileNo === undefined || one.fileNo === fileNo)
          .map(({ n }) => n),
      ),
  };
}

/**
 * Work on two large tables without an index on what joins them, and of which the planner knows little: told so, it
 * hashes one and shares the work among processors.
 */
async function byHashing<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const told = { enable_nestloop: "off", enable_mergejoin: "off", parallel_tuple_cost: "0.01" };
  for (const [name, value] of Object.entries(told)) await run(db, `set local ${name} = ${value}`);
  const result = await work();
  for (const name of Object.keys(told)) await run(db, `set local ${name} to default`);
  return result;
}

const oldKey = ({ primaryKey }: FactSpec): string =>
  primaryKey.map((name) => `t.${name} as old_${name}`).join(", ");

const onOldKey = ({ primaryKey }: FactSpec): string =>
  primaryKey.map((name) => `t.${name} = k.old_${name}`).join(" and ");

/** Takes out the rows that newer ones replace, and keeps them as versions. */
async function displace(merge: MergeRun, spec: FactSpec, incoming: string, known: string): Promise<void> {
  const { db, mergeNo } = merge;
  const replaced = `${known} k join ${spec.table} t on ${onOldKey(spec)}`;
  await run(
    db,
    `insert into row_versions (row_hash, table_name, import_id, displaced_no, revision, row)
     select k.row_hash, '${spec.table}', k.owner_id, ${mergeNo}, ${spec.revision("t")}, ${spec.asBrought}
     from ${replaced}${spec.storedJoins} where k.outcome = ${NEWER}`,
  );
  if (spec.table === "judgments") {
    await markJudgments(merge, `(select t.* from ${replaced} where k.outcome = ${NEWER}) j`);
  }
  if (spec.table === "reviews") {
    await markReviews(merge, `(select t.* from ${replaced} where k.outcome = ${NEWER}) r`);
  }
  const changed = `${replaced} join ${incoming} i on i.row_hash = k.row_hash where k.outcome = ${NEWER}`;
  await noteOrphans(merge, spec, changed, (column) => `t.${column} is distinct from i.${column}`);
  await addHoldings(
    db,
    spec.table,
    `select owner_id, -count(*) from ${known} where outcome = ${NEWER} group by owner_id`,
  );
  await run(
    db,
    `delete from ${spec.table} t using ${known} k where ${onOldKey(spec)} and k.outcome = ${NEWER}`,
  );
}

/** Rows that are older than what is there wait as versions. */
async function keepOlder(merge: MergeRun, spec: FactSpec, incoming: string, known: string): Promise<void> {
  await versionsOf(merge, spec, incoming, known, `k.outcome = ${OLDER}`);
  const waiting = `${known} k join ${incoming} t on t.row_hash = k.row_hash where k.outcome = ${OLDER}`;
  await noteOrphans(merge, spec, waiting, () => "true");
}

function versionsOf(merge: MergeRun, spec: FactSpec, incoming: string, known: string, where: string) {
  return run(
    merge.db,
    `insert into row_versions (row_hash, table_name, import_id, displaced_no, revision, row)
     select t.row_hash, '${spec.table}', t.import_id, ${merge.mergeNo}, ${spec.revision("t")}, ${spec.asBrought}
     from ${known} k join ${incoming} t on t.row_hash = k.row_hash${spec.storedJoins} where ${where}`,
  );
}

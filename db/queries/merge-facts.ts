import { type FactSpec, type FactTable, factSpec } from "./merge-tables";
import { dropRepeats, insertIncoming, resolveIncoming } from "./merge-incoming";
import { markAll, markJudgments, markReviews } from "./merge-marks";
import { noteOrphans } from "./merge-orphans";
import { relinkReviews } from "./merge-reviews";
import { type MergeRun, addHoldings, derived, rowsOf, run } from "./merge-run";
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
  const incoming = await resolveIncoming(merge, table);
  await dropRepeats(merge, table, incoming);
  const known = await compareWithStored(merge, spec, incoming);
  const arriving = `not exists (select from ${known} k where k.row_hash = i.row_hash and k.outcome <> ${NEWER})`;
  await displace(merge, spec, incoming, known);
  const inserted = await insertIncoming(merge, table, incoming, arriving);
  await addHoldings(merge.db, table, `values (${merge.importId}, ${inserted})`);
  await keepOlder(merge, spec, incoming, known);
  await keepRepeats(merge, {
    name: table,
    matched: `select owner_id, row_hash from ${known} where outcome = ${SAME}`,
    versions: (owners) =>
      versionsOf(merge, spec, incoming, known, `k.outcome = ${SAME} and k.owner_id in (${owners})`),
  });
  if (table === "judgments") {
    if (await outnumbersTheRest(merge, inserted)) await markAll(merge);
    else await markJudgments(merge, `${incoming} j where ${arriving.replaceAll("i.row_hash", "j.row_hash")}`);
    await relinkReviews(merge, `(select * from ${incoming} i where ${arriving})`);
  }
  if (table === "reviews") {
    await markReviews(merge, `${incoming} r`, arriving.replaceAll("i.row_hash", "r.row_hash"));
  }
  return countOutcomes(merge, incoming, known);
}

/** Whether a merge brought most of the judgments there are: counting all again is cheaper then than telling cells apart. */
async function outnumbersTheRest({ db }: MergeRun, inserted: number): Promise<boolean> {
  const [found] = await rowsOf<{ most: boolean }>(
    db,
    `select count(*) < ${2 * inserted} as most from (select from judgments limit ${2 * inserted}) counted`,
  );
  return found?.most ?? false;
}

/** Which incoming rows are there already under the same key, and how the two compare. */
async function compareWithStored(merge: MergeRun, spec: FactSpec, incoming: string): Promise<string> {
  const known = derived(merge, spec.table, "known");
  const all = (row: string) => spec.compared.map((name) => `${row}.${name}`).join(", ");
  await run(
    merge.db,
    `create unlogged table ${known} as
     select i.row_hash, i.file_no, t.import_id as owner_id, ${oldKey(spec)},
       case when (${all("t")}) is not distinct from (${all("i")}) then ${SAME}
         when ${spec.revision("i")} >= ${spec.revision("t")} then ${NEWER} else ${OLDER} end as outcome
     from ${incoming} i join ${spec.table} t on ${spec.ledgerKey.map((name) => `t.${name} = i.${name}`).join(" and ")}`,
  );
  await run(merge.db, `analyze ${known}`);
  return known;
}

const oldKey = ({ primaryKey }: FactSpec): string =>
  primaryKey.map((name) => `t.${name} as old_${name}`).join(", ");

const onOldKey = ({ primaryKey }: FactSpec): string =>
  primaryKey.map((name) => `t.${name} = k.old_${name}`).join(" and ");

/** Takes out the rows that newer ones replace, and keeps them as versions. */
async function displace(merge: MergeRun, spec: FactSpec, incoming: string, known: string): Promise<void> {
  const { db, mergeNo } = merge;
  const [count] = await rowsOf<{ newer: number }>(
    db,
    `select count(*) as newer from ${known} where outcome = ${NEWER}`,
  );
  if (!count || count.newer === 0) return;
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
  const kept = await versionsOf(merge, spec, incoming, known, `k.outcome = ${OLDER}`);
  if (kept === 0) return;
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

async function countOutcomes(
  { db }: MergeRun,
  incoming: string,
  known: string,
): Promise<readonly FileOutcome[]> {
  return rowsOf<FileOutcome>(
    db,
    `select i.file_no, count(*) filter (where k.row_hash is null) as imported,
       count(*) filter (where k.outcome = ${NEWER}) as updated
     from ${incoming} i left join ${known} k on k.row_hash = i.row_hash group by i.file_no`,
  );
}

import type { SharedTable } from "./merge-tables";
import type { FileOutcome } from "./merge-facts";
import { addReferred } from "./merge-incoming";
import { foldShared } from "./merge-fold";
import { keepRepeats } from "./merge-repeats";
import { type MergeRun, addHoldings, derived, rowsOf, run } from "./merge-run";
import { markShared } from "./merge-marks";
import { noteUnreferred } from "./merge-orphans";
import {
  type SharedSpec,
  MARKED,
  MENTIONED,
  OWN,
  brought,
  chosen,
  layerName,
  resolved,
  sharedSpec,
  versionOf,
} from "./merge-shared-tables";
import { quoted, stagingName } from "./staging-tables";

const NEW = 0;
const DESCRIBED = 1;
const SAME = 2;
const FOLDED = 3;

/**
 * Merges what staged rows say of one shared table. A row that one import alone describes holds that description; as
 * soon as a second one differs, all descriptions are kept as versions and the row is put together from them.
 */
export async function mergeShared(merge: MergeRun, table: SharedTable): Promise<readonly FileOutcome[]> {
  if (!merge.staged.includes(table)) {
    await addReferred(merge, table);
    return [];
  }
  const spec = sharedSpec(table);
  const contributions = await collect(merge, spec);
  const outcome = await compare(merge, spec, contributions);
  await insertNew(merge, spec, contributions, outcome);
  await describe(merge, spec, contributions, outcome);
  const changed = await fold(merge, spec, contributions, outcome);
  await rememberRepeats(merge, spec, contributions, outcome);
  await addReferred(merge, table);
  await noteDisregarded(merge, spec);
  return countOutcomes(merge, outcome, changed);
}

/** One contribution a key and layer: of rows of its own the last that says anything, of mentions the best values. */
async function collect(merge: MergeRun, { table, key, attributes, rowHash }: SharedSpec): Promise<string> {
  const staged = stagingName(merge.importId, table);
  const keys = key.map((name) => `s.${quoted(name)}`).join(", ");
  const values = attributes.map(({ name }) => `s.${quoted(name)}`).join(", ");
  const best = attributes.map((one) => `${chosen(one, "s")} as ${quoted(one.name)}`);
  const contributions = derived(merge, table, "contributions");
  await run(
    merge.db,
    `create unlogged table ${contributions} as
     with own as (
       select distinct on (${keys}) ${keys}, ${values}, s.file_no from ${staged} s where s.own
       order by ${keys}, (num_nonnulls(${values}) > 0) desc, s.row_no desc
     ), mentioned as (
       select ${keys}, ${best.join(", ")}, null::int as file_no
       from ${staged} s where not s.own and num_nonnulls(${values}) > 0 group by ${keys}
     )
     select ${rowHash("c")} as row_hash, ${OWN} as layer, c.* from own c
     union all select ${rowHash("c")}, ${MENTIONED}, c.* from mentioned c`,
  );
  return contributions;
}

async function compare(merge: MergeRun, spec: SharedSpec, contributions: string): Promise<string> {
  const outcome = derived(merge, spec.table, "outcome");
  const stored = spec.attributes.map((attribute) => brought(attribute)).join(", ");
  const given = spec.attributes.map(({ name }) => `c.${quoted(name)}`).join(", ");
  await run(
    merge.db,
    `create unlogged table ${outcome} as
     select c.row_hash, c.layer, c.file_no, t.${spec.id} as id, t.import_id as owner_id, t.standing,
       case when count(*) over (partition by c.row_hash) > 1 then ${FOLDED}
         when t.${spec.id} is null then ${NEW} when t.standing = 0 then ${DESCRIBED}
         when t.standing = c.layer and row(${stored}) is not distinct from row(${given}) then ${SAME}
         else ${FOLDED} end as outcome
     from ${contributions} c left join ${spec.table} t on ${spec.match}${spec.joins("t")}`,
  );
  return outcome;
}

async function insertNew(merge: MergeRun, spec: SharedSpec, contributions: string, outcome: string) {
  const described = spec.attributes.map((attribute) => resolved(attribute));
  const columns = spec.attributes.map(({ name }) => name);
  const [names, values] = [0, 1].map((part) => spec.identity.map((pair) => pair[part]).join(", "));
  const joined = `${contributions} c join ${outcome} o on o.row_hash = c.row_hash and o.layer = c.layer`;
  await run(
    merge.db,
    `insert into ${spec.table} (${names}, ${columns.join(", ")}, import_id, standing)
     select ${values}, ${described.join(", ")}, ${merge.importId}, c.layer
     from ${joined}${spec.joins("c")}${spec.keyJoin} where o.outcome = ${NEW}`,
  );
  // A new row that two layers describe at once begins as one that is only referred to.
  await run(
    merge.db,
    `insert into ${spec.table} (${names})
     select distinct ${values} from ${joined}${spec.joins("c")}${spec.keyJoin} where o.outcome = ${FOLDED} and o.id is null`,
  );
}

/** Describes rows that were only referred to so far. */
async function describe(merge: MergeRun, spec: SharedSpec, contributions: string, outcome: string) {
  const joined = `${contributions} c join ${outcome} o on o.row_hash = c.row_hash and o.layer = c.layer${spec.joins("c")}`;
  const marked = MARKED[spec.table];
  if (marked) {
    const says = marked.map((name) => `c.${quoted(name)} is not null`).join(" or ");
    await markShared(
      merge,
      spec.table,
      `select o.id from ${joined} where o.outcome = ${DESCRIBED} and (${says})`,
    );
  }
  const set = spec.attributes.map(({ name }) => `${name} = said.${name}`).join(", ");
  const said = spec.attributes.map((attribute) => `${resolved(attribute)} as ${attribute.name}`).join(", ");
  await run(
    merge.db,
    `update ${spec.table} t set ${set}, import_id = ${merge.importId}, standing = said.layer
     from (select o.id as row_id, c.layer, ${said} from ${joined} where o.outcome = ${DESCRIBED}) said
     where t.${spec.id} = said.row_id`,
  );
  for (const layer of [MENTIONED, OWN]) {
    await addHoldings(
      merge.db,
      layerName(spec.table, layer),
      `select ${merge.importId}, count(*) from ${outcome} where outcome in (${NEW}, ${DESCRIBED}) and layer = ${layer}`,
    );
  }
}

/** Keeps every description of the rows that imports differ on, and puts those rows together; says which changed. */
async function fold(
  merge: MergeRun,
  spec: SharedSpec,
  contributions: string,
  outcome: string,
): Promise<string> {
  const { db, mergeNo, importId } = merge;
  const { table } = spec;
  const keys = derived(merge, table, "keys");
  await run(
    db,
    `create unlogged table ${keys} as
     select distinct o.row_hash, t.${spec.id} as id, t.standing, t.import_id as owner_id
     from ${outcome} o join ${contributions} c on c.row_hash = o.row_hash and c.layer = o.layer
     join ${table} t on ${spec.match} where o.outcome = ${FOLDED}`,
  );
  const into = "insert into row_versions (row_hash, table_name, import_id, displaced_no, revision, row)";
  const name = (layer: string) =>
    `case ${layer} when ${OWN} then '${table}' else '${layerName(table, MENTIONED)}' end`;
  await run(
    db,
    `${into}
     select k.row_hash, ${name("k.standing")}, k.owner_id, ${mergeNo}, '-infinity',
       ${versionOf(spec, brought)}
     from ${keys} k join ${table} t on t.${spec.id} = k.id${spec.joins("t")}
     where k.standing in (${MENTIONED}, ${OWN})`,
  );
  for (const layer of [MENTIONED, OWN]) {
    await addHoldings(
      db,
      layerName(table, layer),
      `select owner_id, -count(*) from ${keys} where standing = ${layer} group by owner_id`,
    );
  }
  await run(
    db,
    `${into}
     select c.row_hash, ${name("c.layer")}, ${importId}, ${mergeNo}, '-infinity',
       ${versionOf(spec, ({ name }) => `c.${quoted(name)}`)}
     from ${contributions} c join ${keys} k on k.row_hash = c.row_hash`,
  );
  return foldShared(merge, spec, keys);
}

async function rememberRepeats(merge: MergeRun, spec: SharedSpec, contributions: string, outcome: string) {
  for (const layer of [MENTIONED, OWN]) {
    const same = `o.outcome = ${SAME} and o.layer = ${layer}`;
    await keepRepeats(merge, {
      name: layerName(spec.table, layer),
      matched: `select o.owner_id, o.row_hash from ${outcome} o where ${same}`,
      versions: (owners) =>
        run(
          merge.db,
          `insert into row_versions (row_hash, table_name, import_id, displaced_no, revision, row)
           select c.row_hash, '${layerName(spec.table, layer)}', ${merge.importId}, ${merge.mergeNo}, '-infinity',
             ${versionOf(spec, ({ name }) => `c.${quoted(name)}`)}
           from ${contributions} c join ${outcome} o on o.row_hash = c.row_hash and o.layer = c.layer
           where ${same} and o.owner_id in (${owners})`,
        ),
    });
  }
}

/** What staged rows said of references and did not stand. */
async function noteDisregarded(merge: MergeRun, spec: SharedSpec): Promise<void> {
  for (const { name, reference } of spec.attributes) {
    if (!reference) continue;
    await noteUnreferred(
      merge,
      name,
      `select ${reference}.${name}, t.${name}
       from (
         select distinct ${[...spec.key, name].map((column) => `s.${quoted(column)}`).join(", ")},
           ${spec.rowHash("s")} as row_hash
         from ${stagingName(merge.importId, spec.table)} s
       ) c join ${spec.table} t on ${spec.match}${spec.joins("c")}`,
    );
  }
}

async function countOutcomes({ db }: MergeRun, outcome: string, changed: string) {
  return rowsOf<FileOutcome>(
    db,
    `select o.file_no,
       count(*) filter (where coalesce(o.standing, 0) = 0) as imported,
       count(*) filter (where o.standing > 0 and o.outcome = ${FOLDED} and c.row_hash is not null) as updated
     from ${outcome} o left join ${changed} c on c.row_hash = o.row_hash
     where o.layer = ${OWN} group by o.file_no`,
  );
}

import { type SharedSpec, MARKED, MENTIONED, chosen, layerName, resolved } from "./merge-shared-tables";
import { markShared } from "./merge-marks";
import { noteUnreferred } from "./merge-orphans";
import { REFERENCES } from "./merge-tables";
import { type MergeRun, derived, run } from "./merge-run";
import { quoted, stagingName } from "./staging-tables";

/**
 * Puts the rows of `keys` (row_hash, id) together from their versions: the last merged row of its own that says
 * anything, and where it is silent the best of what was mentioned. A row without versions is only referred to again.
 * Returns the table of the rows that changed.
 */
export async function foldShared(merge: MergeRun, spec: SharedSpec, keys: string): Promise<string> {
  await addReferredByVersions(merge, spec, keys);
  const folded = await combine(merge, spec, keys);
  for (const { name, reference } of spec.attributes) {
    if (!reference) continue;
    await noteUnreferred(
      merge,
      name,
      `select t.${name}, f.${name} from ${folded} f join ${spec.table} t on t.${spec.id} = f.id`,
    );
  }
  const changed = derived(merge, spec.table, "changed");
  const differs = (names: readonly string[]) =>
    `(${names.map((name) => `t.${name}`).join(", ")}) is distinct from (${names.map((name) => `f.${name}`).join(", ")})`;
  const names = spec.attributes.map(({ name }) => name);
  await run(
    merge.db,
    `create unlogged table ${changed} as
     select f.row_hash from ${folded} f join ${spec.table} t on t.${spec.id} = f.id where ${differs(names)}`,
  );
  const marked = MARKED[spec.table];
  if (marked) {
    await markShared(
      merge,
      spec.table,
      `select f.id from ${folded} f join ${spec.table} t on t.${spec.id} = f.id where ${differs(marked)}`,
    );
  }
  await run(
    merge.db,
    `update ${spec.table} t
     set ${names.map((name) => `${name} = f.${name}`).join(", ")}, import_id = null,
       standing = case when f.versions > 0 then 3 else 0 end
     from ${folded} f where t.${spec.id} = f.id`,
  );
  return changed;
}

/** What a version refers to may have gone while another version stood. */
async function addReferredByVersions(merge: MergeRun, spec: SharedSpec, keys: string): Promise<void> {
  for (const { name } of spec.attributes) {
    const reference = REFERENCES[name];
    if (!reference) continue;
    await run(
      merge.db,
      `insert into ${reference.table} (source_id)
       select referred.named
       from (
         select distinct v.row ->> '${name}' as named
         from row_versions v join ${keys} k on k.row_hash = v.row_hash
         where v.table_name in ('${spec.table}', '${layerName(spec.table, MENTIONED)}')
       ) referred
       where named is not null
         and not exists (select from ${reference.table} r where r.source_id = referred.named)`,
    );
  }
}

async function combine(merge: MergeRun, spec: SharedSpec, keys: string): Promise<string> {
  const { table, attributes } = spec;
  const folded = derived(merge, table, "folded");
  const values = attributes.map(({ name }) => `v.${quoted(name)}`).join(", ");
  const best = attributes.map((one) => `${chosen(one, "v")} as ${quoted(one.name)}`);
  const both = attributes.map(
    ({ name }) => `coalesce(own.${quoted(name)}, mentioned.${quoted(name)}) as ${quoted(name)}`,
  );
  const named = attributes.map((one) => `${resolved(one)} as ${one.name}`);
  await run(
    merge.db,
    `create unlogged table ${folded} as
     with v as (
       select version.row_hash, version.table_name = '${table}' as is_own, imports.merge_no,
         ${attributes.map(({ name }) => `filled.${quoted(name)}`).join(", ")}
       from row_versions version
       join ${keys} k on k.row_hash = version.row_hash
       join imports on imports.import_id = version.import_id
       cross join jsonb_populate_record(null::${stagingName(merge.importId, table)}, version.row) filled
       where version.table_name in ('${table}', '${layerName(table, MENTIONED)}')
     ), own as (
       select distinct on (v.row_hash) v.row_hash, ${values} from v where is_own
       order by v.row_hash, (num_nonnulls(${values}) > 0) desc, v.merge_no desc
     ), mentioned as (
       select v.row_hash, ${best.join(", ")} from v where not is_own group by v.row_hash
     ), c as (
       select k.row_hash, k.id, num_nonnulls(own.row_hash, mentioned.row_hash) as versions, ${both.join(", ")}
       from ${keys} k
       left join own on own.row_hash = k.row_hash
       left join mentioned on mentioned.row_hash = k.row_hash
     )
     select c.row_hash, c.id, c.versions, ${named.join(", ")} from c${spec.joins("c")}`,
  );
  return folded;
}

import { type MergeRun, listed, rowsOf, run } from "./merge-run";

/** Rows of one import that are there already, word for word. */
export interface Repeats {
  /** A table, or a layer of a shared one, as `import_holdings` names it. */
  readonly name: string;
  /** Selects the owner and the key of each. */
  readonly matched: string;
  /** Keeps a version of each such row whose owner is one of these (a list of SQL). */
  readonly versions: (owners: string) => Promise<unknown>;
}

/**
 * Remembers that this import, too, brought rows that another owns, for the day the other is undone. Where it brought
 * all of them one line says so; a version a row is kept only where it brought a part.
 */
export async function keepRepeats({ db, importId }: MergeRun, repeats: Repeats): Promise<void> {
  const owners = await rowsOf<{ ownerId: number; whole: boolean }>(
    db,
    `select m.owner_id, count(*) = (
         select h.row_count from import_holdings h where h.import_id = m.owner_id and h.table_name = '${repeats.name}'
       ) as whole
     from (${repeats.matched}) m group by m.owner_id`,
  );
  const whole = owners.filter((owner) => owner.whole).map(({ ownerId }) => ownerId);
  const partial = owners.filter((owner) => !owner.whole).map(({ ownerId }) => ownerId);
  await run(
    db,
    `insert into import_repeats (import_id, table_name, owner_id)
     select ${importId}, '${repeats.name}', import_id from imports where import_id in (${listed(whole)})`,
  );
  if (partial.length > 0) await repeats.versions(listed(partial));
}

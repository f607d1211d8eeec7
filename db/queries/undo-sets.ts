import { type MergeRun, rowsOf, run } from "./merge-run";

/**
 * Rows that one import owns, in one table (or layer of a shared one), once the import that is being undone no longer
 * holds them. Others may: those that brought every one of them again.
 */
export interface OwnedRows {
  readonly ownerId: number;
  readonly tableName: string;
  /** Nobody holds them any more: they go. */
  readonly abandoned: boolean;
  /** Versions displaced before this merge are held by nobody either; null where the owner itself still stands. */
  readonly heldFrom: number | null;
}

/** What the import owns or has brought again, after it has been struck from those who hold it. */
export async function releaseHolds({ db, importId }: MergeRun): Promise<readonly OwnedRows[]> {
  const touched = await rowsOf<{ ownerId: number; tableName: string }>(
    db,
    `select import_id as owner_id, table_name from import_holdings where import_id = ${importId}
     union select owner_id, table_name from import_repeats where import_id = ${importId}
     union select import_id, table_name from row_versions where import_id = ${importId}`,
  );
  await run(db, `delete from import_repeats where import_id = ${importId}`);
  const owned: OwnedRows[] = [];
  for (const { ownerId, tableName } of touched) {
    const [holders] = await rowsOf<{ standing: boolean; heldFrom: number | null }>(
      db,
      `select owner.status = 'done' and owner.import_id <> ${importId} as standing,
         (select min(other.merge_no) from import_repeats r join imports other on other.import_id = r.import_id
          where r.owner_id = owner.import_id and r.table_name = '${tableName}') as held_from
       from imports owner where owner.import_id = ${ownerId}`,
    );
    if (!holders) continue;
    const { standing, heldFrom } = holders;
    owned.push({
      ownerId,
      tableName,
      abandoned: !standing && heldFrom === null,
      heldFrom: standing ? null : heldFrom,
    });
  }
  return owned;
}

/** Which of an owner's versions nobody holds any more, as a condition on row_versions `v`; null where all are held. */
export function unheldVersions({ ownerId, tableName, abandoned, heldFrom }: OwnedRows): string | null {
  const own = `v.import_id = ${ownerId} and v.table_name = '${tableName}'`;
  if (abandoned) return own;
  return heldFrom === null ? null : `${own} and v.displaced_no <= ${heldFrom}`;
}

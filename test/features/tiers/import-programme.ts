import type { Database } from "db/client";
import type { Programme } from "db/demo";
import type { ImportRecord, RecordTable, TierPolicyRecord } from "~/domain/importer";
import { TABLE_NAMES } from "~/domain/ledger";
import { refreshMeasures } from "~/features/report/refresh.server";
import { importRecords, type RecordFile } from "../imports/record-sources";

/** Brings a generated programme in by the way of every import, its policies with it, and counts what screens read. */
export async function importProgramme(database: Database, programme: Programme, now: Date): Promise<void> {
  const tables = new Map<RecordTable, ImportRecord[][]>();
  for (const record of programme.records) {
    const own = tables.get(record.table);
    if (own) own.push([record]);
    else tables.set(record.table, [[record]]);
  }
  const policies = JSON.parse(JSON.stringify(programme.policies)) as TierPolicyRecord["row"]["policy"][];
  tables.set(
    "tier_policies",
    policies.map((policy) => [
      { table: "tier_policies", row: { version: Number(policy["version"]), policy } },
    ]),
  );
  const files = [...TABLE_NAMES, "tier_policies" as const].flatMap((table): RecordFile[] => {
    const rows = tables.get(table);
    return rows ? [{ table, rows }] : [];
  });
  await importRecords(database, files);
  await refreshMeasures(database.db, now);
}

import type { Database } from "db/client";
import type { LedgerRecord } from "~/domain/ledger";
import { type RecordFile, importRecords } from "../imports/record-sources";
import { PLANTED, smallProgramme } from "../quality/small-programme";

/** The small programme whose one wrong key somebody will contest. */
export const RECORDS: readonly LedgerRecord[] = smallProgramme();

export const recordFiles = (records: readonly LedgerRecord[]): RecordFile[] =>
  [...new Set(records.map(({ table }) => table))].map((table) => ({
    table,
    rows: records.filter((record) => record.table === table).map((record) => [record]),
  }));

export const importSmallProgramme = (database: Database) => importRecords(database, recordFiles(RECORDS));

/** Answers that miss the planted key, which is wrong. */
export const MISSED = RECORDS.flatMap((record) =>
  record.table === "judgments" && record.row.itemId === PLANTED.wrongKey && record.row.answer !== "dark"
    ? [record.row]
    : [],
);

/** A policy of two tiers with one bar on gold accuracy. */
export async function plantPolicy({ db }: Database, bar: number): Promise<void> {
  const tier = (id: string, rules: object[]) => ({
    ...{ id, label: id, rules, quota_share: null, pay_multiplier: 1, premium_access: false },
  });
  const policy = {
    ...{
      version: 1,
      name: "Bars",
      announced_at: "2025-12-01T00:00:00Z",
      effective_at: "2026-01-01T00:00:00Z",
    },
    ...{ retroactive: false, window_days: 90, minimum_gold: 5, decide_on: "point", consecutive_windows: 1 },
    ...{ human_review_before_demotion: true, project_id: null },
    tiers: [tier("upper", [{ metric: "gold_accuracy", op: ">=", value: bar }]), tier("base", [])],
  };
  await db
    .insertInto("tierPolicies")
    .values({ version: 1, policy: JSON.stringify(policy), importId: 0 })
    .execute();
}

import type { LedgerRecord, Row, TableName } from "~/domain/ledger";

export type Tables = { readonly [T in TableName]: readonly Row<T>[] };

/** The rows of a ledger by table. */
export function tablesOf(records: Iterable<LedgerRecord>): Tables {
  const tables: Partial<Record<TableName, unknown[]>> = {};
  for (const { table, row } of records) (tables[table] ??= []).push(row);
  return tables as Tables;
}

export const seconds = (instant: string): number => Date.parse(instant) / 1_000;

export function groupBy<T>(rows: Iterable<T>, keyOf: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export const sum = (values: Iterable<number>): number =>
  [...values].reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

export function spread(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

/** The tier a person held at an instant by the ledger's changes; `standard` before the first. */
export function tierHistory({ tier_changes: changes }: Tables): (annotatorId: string, at: string) => string {
  const byPerson = groupBy(changes, (change) => change.annotatorId);
  for (const own of byPerson.values()) own.sort((one, other) => (one.at < other.at ? -1 : 1));
  return (annotatorId, at) =>
    byPerson.get(annotatorId)?.findLast((change) => change.at <= at)?.toTier ?? "standard";
}

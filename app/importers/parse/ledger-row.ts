import type { TableName } from "~/domain/ledger";

/** What is wrong with a row whose every cell is fine by itself. */
export interface RowProblem {
  readonly column: string;
  readonly reason: string;
}

type Values = Readonly<Record<string, unknown>>;

/** A contradiction between columns: what it is in a row of typed values, and whether a row of plain ones may have it. */
interface Check {
  readonly find: (row: Values) => RowProblem | undefined;
  readonly mayFail: (names: readonly string[]) => (values: Float64Array) => boolean;
}

const CHECKS: Partial<Record<TableName, readonly Check[]>> = {
  contracts: [order("startedAt", "endedAt", "ended_at"), priced("rateMinor", "rate_minor")],
  projects: [order("scaleMin", "scaleMax", "scale_max")],
  batches: [priced("payMinorPerItem", "pay_minor_per_item")],
  offers: [order("offeredAt", "expiresAt", "expires_at")],
  availability: [order("from", "to", "to")],
  judgments: [order("startedAt", "submittedAt", "submitted_at"), priced("payMinor", "pay_minor")],
  time_entries: [order("from", "to", "to")],
  appeals: [order("filedAt", "answeredAt", "answered_at")],
  targets: [order("from", "to", "to"), priced("rewardMinor", "reward_minor")],
  bonus_rules: [order("validFrom", "validTo", "valid_to")],
  exchange_rates: [aboveZero("rate", "a rate of zero converts nothing")],
};

/** The first contradiction between the columns of a ledger row, or undefined. */
export function impossibleRow(table: TableName, row: Values): RowProblem | undefined {
  for (const check of CHECKS[table] ?? []) {
    const problem = check.find(row);
    if (problem) return problem;
  }
  return undefined;
}

/** Whether plain values (see `PlainRows`) of the properties `names` surely contradict each other nowhere. */
export function plainCheck(table: TableName, names: readonly string[]): (values: Float64Array) => boolean {
  const checks = (CHECKS[table] ?? []).map(({ mayFail }) => mayFail(names));
  return (values) => {
    for (const mayFail of checks) if (mayFail(values)) return false;
    return true;
  };
}

/** Instants in UTC and dates compare as text; numbers as numbers. */
function order(from: string, to: string, column: string): Check {
  return {
    find(row) {
      const [start, end] = [row[from], row[to]];
      const backwards =
        typeof start === "number" && typeof end === "number"
          ? end < start
          : typeof start === "string" && typeof end === "string" && end < start;
      return backwards ? { column, reason: `${String(end)} is before ${String(start)}` } : undefined;
    },
    mayFail(names) {
      const [start, end] = [names.indexOf(from), names.indexOf(to)];
      return (values) => values[end]! < values[start]!;
    },
  };
}

function priced(amount: string, column: string): Check {
  return {
    find: (row) =>
      typeof row[amount] === "number" && typeof row.currency !== "string"
        ? { column, reason: "an amount of money needs its currency" }
        : undefined,
    mayFail(names) {
      const [money, currency] = [names.indexOf(amount), names.indexOf("currency")];
      return (values) => !Number.isNaN(values[money]) && Number.isNaN(values[currency]);
    },
  };
}

function aboveZero(name: string, reason: string): Check {
  return {
    find: (row) => (row[name] === 0 ? { column: name, reason } : undefined),
    mayFail(names) {
      const index = names.indexOf(name);
      return (values) => values[index] === 0;
    },
  };
}

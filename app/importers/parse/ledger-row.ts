import type { TableName } from "~/domain/ledger";

/** What is wrong with a row whose every cell is fine by itself. */
export interface RowProblem {
  readonly column: string;
  readonly reason: string;
}

type Values = Readonly<Record<string, unknown>>;
type Check = (row: Values) => RowProblem | undefined;

const CHECKS: Partial<Record<TableName, Check>> = {
  contracts: first(order("startedAt", "endedAt", "ended_at"), priced("rateMinor", "rate_minor")),
  projects: order("scaleMin", "scaleMax", "scale_max"),
  batches: priced("payMinorPerItem", "pay_minor_per_item"),
  offers: order("offeredAt", "expiresAt", "expires_at"),
  availability: order("from", "to", "to"),
  judgments: first(order("startedAt", "submittedAt", "submitted_at"), priced("payMinor", "pay_minor")),
  time_entries: order("from", "to", "to"),
  appeals: order("filedAt", "answeredAt", "answered_at"),
  targets: first(order("from", "to", "to"), priced("rewardMinor", "reward_minor")),
  bonus_rules: order("validFrom", "validTo", "valid_to"),
  exchange_rates: (row) =>
    row.rate === 0 ? { column: "rate", reason: "a rate of zero converts nothing" } : undefined,
};

/** The first contradiction between the columns of a ledger row, or undefined. */
export function impossibleRow(table: TableName, row: Values): RowProblem | undefined {
  return CHECKS[table]?.(row);
}

function first(...checks: readonly Check[]): Check {
  return (row) => {
    for (const check of checks) {
      const problem = check(row);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** Instants in UTC and dates compare as text; numbers as numbers. */
function order(from: string, to: string, column: string): Check {
  return (row) => {
    const [start, end] = [row[from], row[to]];
    const backwards =
      typeof start === "number" && typeof end === "number"
        ? end < start
        : typeof start === "string" && typeof end === "string" && end < start;
    return backwards ? { column, reason: `${String(end)} is before ${String(start)}` } : undefined;
  };
}

function priced(amount: string, column: string): Check {
  return (row) =>
    typeof row[amount] === "number" && typeof row.currency !== "string"
      ? { column, reason: "an amount of money needs its currency" }
      : undefined;
}

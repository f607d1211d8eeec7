import type { z } from "zod";
import { parseReward } from "./assignment";
import type { Role } from "./columns-mapping";
import { countryCode } from "./country";
import { parseKey, parseNumber, parseSeconds, text } from "./ledger-field";
import { parseCurrency } from "./money";
import { Problem, shorten } from "./problem";
import { optional } from "./row";
import { parseAnyTime } from "./source-time";

type Status = "submitted" | "approved" | "rejected" | "skipped" | "returned" | "expired" | "abandoned";

const STATUSES = new Map<string, Status>(
  (
    [
      ["submitted", "submitted completed complete done finished pending awaiting_review awaiting review"],
      ["approved", "approved accepted accept paid ok"],
      ["rejected", "rejected reject declined"],
      ["skipped", "skipped skip ignore ignored"],
      ["returned", "returned"],
      ["expired", "expired timed_out timeout timed-out"],
      ["abandoned", "abandoned cancelled canceled"],
    ] as const
  ).flatMap(([status, names]) => names.split(" ").map((name): [string, Status] => [name, status])),
);

/** A status in the ledger's words from what sources write, or a Problem. */
export function parseAnyStatus(written: string): Status | Problem {
  const known = STATUSES.get(written.trim().toLowerCase().replaceAll(" ", "_"));
  return known ?? new Problem(`"${shorten(written)}" is not a status such as approved, rejected or skipped`);
}

function parseMinor(written: string): number | Problem {
  const amount = parseNumber(written);
  if (amount instanceof Problem) return amount;
  if (!Number.isSafeInteger(amount)) return new Problem(`"${shorten(written)}" is not a whole number`);
  return amount < 0 ? new Problem(`"${written}" is below zero`) : amount;
}

/** How the text of each column is read; `zone` for times without one, `unitSec` for durations. */
export function readers(zone: string, unitSec: Readonly<Partial<Record<Role, number>>>) {
  const time = (written: string) => parseAnyTime(written, zone);
  const seconds = (role: Role) => (written: string) => {
    const amount = parseSeconds(written);
    const unit = unitSec[role] ?? 1;
    return amount instanceof Problem || unit === 1 ? amount : Math.round(amount * unit * 1e6) / 1e6;
  };
  return {
    annotator_id: parseKey,
    answer: text,
    gold_answer: text,
    judgment_id: parseKey,
    project_id: parseKey,
    started_at: time,
    submitted_at: time,
    active_seconds: seconds("active_seconds"),
    idle_seconds: seconds("idle_seconds"),
    lead_seconds: seconds("lead_seconds"),
    status: parseAnyStatus,
    pay: parseReward,
    pay_minor: parseMinor,
    currency: parseCurrency,
    country: (written: string): string | null => countryCode(written),
    display_name: parseKey,
    rejection_reason: text,
    revised_at: time,
  };
}

export type Readers = ReturnType<typeof readers>;

/** The zod shape of a row: every column may be empty; what must be there is asked for afterwards. */
export function rowShape(read: Readers) {
  return {
    annotator_id: optional(read.annotator_id),
    answer: optional(read.answer),
    gold_answer: optional(read.gold_answer),
    judgment_id: optional(read.judgment_id),
    project_id: optional(read.project_id),
    started_at: optional(read.started_at),
    submitted_at: optional(read.submitted_at),
    active_seconds: optional(read.active_seconds),
    idle_seconds: optional(read.idle_seconds),
    lead_seconds: optional(read.lead_seconds),
    status: optional(read.status),
    pay: optional(read.pay),
    pay_minor: optional(read.pay_minor),
    currency: optional(read.currency),
    country: optional(read.country),
    display_name: optional(read.display_name),
    rejection_reason: optional(read.rejection_reason),
    revised_at: optional(read.revised_at),
  };
}

export type RowValues = z.output<z.ZodObject<ReturnType<typeof rowShape>>>;

/** The guessed columns that can be read: of one whose first rows mostly cannot, the name was misleading. */
export function readableRoles(
  rows: ReadonlyArray<readonly string[]>,
  at: Readonly<Partial<Record<Role, number>>>,
  read: Readers,
): Partial<Record<Role, number>> {
  const kept: Partial<Record<Role, number>> = {};
  for (const [name, index] of Object.entries(at)) {
    const role = name as Role;
    const parse = role === "item_id" ? parseKey : read[role];
    const cells = rows.map((row) => row[index] ?? "").filter((cell) => cell.trim() !== "");
    const readable = cells.filter((cell) => !(parse(cell) instanceof Problem)).length;
    if (readable * 2 >= cells.length) kept[role] = index;
  }
  return kept;
}

import type { Reject, SourceRow } from "~/domain/importer";
import { parseMoney } from "./money";
import { Problem } from "./problem";
import { rejectRow } from "./reject";

/** An amount of minor units and its currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** A reward as text (`$0.15`), not negative, or a Problem. */
export function parseReward(text: string): Money | Problem {
  const money = parseMoney(text, "USD");
  return money instanceof Problem || money.minor >= 0 ? money : new Problem(`"${text}" is below zero`);
}

/**
 * What is due for a judgment by its outcome: the reward when approved, nothing when rejected, not known as long as
 * nobody has decided.
 */
export function payFor(status: string, reward: Money | null): { payMinor?: number; currency?: string } {
  if (reward === null || (status !== "approved" && status !== "rejected")) return {};
  return { payMinor: status === "approved" ? reward.minor : 0, currency: reward.currency };
}

/** The latest of some instants: when a source last changed a record. */
export function latestOf(...times: ReadonlyArray<string | null>): string | null {
  return times.reduce<string | null>(
    (latest, time) => (time !== null && (latest === null || time > latest) ? time : latest),
    null,
  );
}

/** A reject when the work ended before it began. */
export function backwards(
  row: SourceRow,
  column: string,
  started: string | null,
  submitted: string | null,
  hidden?: ReadonlySet<number>,
): Reject | undefined {
  if (started === null || submitted === null || submitted >= started) return undefined;
  return rejectRow(row, column, `${submitted} is before the start ${started}`, hidden);
}

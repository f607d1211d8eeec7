import type { Effect, Finding, Money, Threshold } from "~/domain/finding";
import { formatCount, formatMoney, formatPercent, formatValue } from "~/ui/format";

/** Shares are written in per cent, everything else with three digits and its unit. */
const isShare = (unit: string): boolean => /^(share|probability)\b/.test(unit);

/** What a share is a share of: "share of money" -> "of money"; a plain share and a ratio need no word. */
const unitWords = (unit: string): string =>
  unit === "share" || unit === "ratio" ? "" : unit.replace(/^share /, "");

/** The currency of a unit such as "USD minor units an hour", and the words that are left of it. */
function currencyOf(unit: string): { readonly currency: string; readonly words: string } | null {
  const [, currency, words = ""] = /^([A-Z]{3}) minor units ?(.*)$/.exec(unit) ?? [];
  return currency === undefined ? null : { currency, words };
}

/** A number as reports and screens write it, without its unit's words. */
export function amountText(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "";
  const money = currencyOf(unit);
  if (money) return formatMoney(value, money.currency);
  if (isShare(unit)) return shareText(value);
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return formatCount(value);
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** Small shares with a decimal: an interval of "4 % to 5 %" around "4 %" says nothing. */
function shareText(value: number): string {
  const small = Math.abs(value) < 0.1 && value !== 0;
  return small ? formatValue(value * 100, { kind: "number", digits: 1 }) + " %" : formatPercent(value);
}

/** "unpaid_share" -> "Unpaid share". */
export function effectName(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const end = (value: number | null, unit: string): string =>
  value === null || !Number.isFinite(value) ? "no known end" : amountText(value, unit);

/** "86 % (84 % to 87 %)"; only the value where the interval is a point; null where nothing was measured. */
export function effectText(effect: Effect): string | null {
  const { value, unit, low, high } = effect;
  if (value === null && low === null && high === null) return null;
  // A census of what was recorded: there may be more.
  if (value !== null && low === value && high === null) return `${amountText(value, unit)} or more`;
  const interval = low === value && high === value ? "" : `${end(low, unit)} to ${end(high, unit)}`;
  if (value === null) return interval;
  return `${amountText(value, unit)}${interval === "" ? "" : ` (${interval})`}`;
}

/** An effect's unit in words after its number; empty for a plain share. */
export const effectUnit = ({ unit }: Effect): string => currencyOf(unit)?.words ?? unitWords(unit);

/** "20 %", in the effect's own unit; a threshold above 1 is a count, whatever share the effect is. */
export const thresholdText = ({ value }: Threshold, effect: Effect | null): string | null =>
  value === null ? null : amountText(value, value > 1 ? "" : (effect?.unit ?? ""));

export const moneyText = ({ minor, currency }: Money): string => formatMoney(minor, currency);

/** Who is affected, in people, hours and money; an empty list where none of them is known. */
export function affectedParts(
  finding: Pick<Finding, "affected" | "affectedHours" | "money">,
): readonly string[] {
  const { affected, affectedHours, money } = finding;
  return [
    affected === null ? null : `${formatCount(affected)} ${affected === 1 ? "person" : "people"}`,
    affectedHours === null ? null : `${formatCount(Math.round(affectedHours))} hours`,
    money === null ? null : moneyText(money),
  ].filter((part) => part !== null);
}

/** Probabilities of tests: "0.03", "below 0.001". */
export const probabilityText = (p: number): string =>
  p < 0.001 ? "below 0.001" : String(Number(p.toPrecision(2)));

import type { Reject, SourceRow } from "~/domain/importer";
import { parseInstant } from "~/importers/parse/instant";
import { parseKey } from "~/importers/parse/ledger-field";
import { parseCurrency, parseMoney } from "~/importers/parse/money";
import { Problem } from "~/importers/parse/problem";
import { rejectRow } from "~/importers/parse/reject";
import { isReject, optional, type Place, required, rowParser } from "~/importers/parse/row";

/** One stretch of work elsewhere, as a person keeps it. */
export interface OwnLog {
  readonly platform: string;
  /** ISO 8601, UTC. */
  readonly fromAt: string;
  readonly toAt: string;
  /** Null where the pay is not known, which is not nothing. */
  readonly payMinor: number | null;
  readonly currency: string | null;
  readonly kind: string | null;
  readonly notes: string | null;
}

/** The columns of a file of own hours, with what else they may be called. Compared in small letters, `_` for blanks. */
const COLUMNS = {
  platform: ["platform", "site", "client", "company"],
  startedAt: ["started_at", "start", "started", "from", "from_at", "start_time"],
  endedAt: ["ended_at", "end", "ended", "to", "to_at", "finished_at", "end_time"],
  paid: ["paid", "paid_amount", "amount", "pay", "earned"],
  currency: ["currency"],
  kind: ["kind", "type"],
  notes: ["notes", "note", "comment"],
} as const;

type Column = keyof typeof COLUMNS;

const NEEDED = ["platform", "startedAt", "endedAt"] as const satisfies readonly Column[];

/** Whether every row can be taken: the rows, or what is wrong with which. Nothing of a file with a reject is kept. */
export type OwnLogReading =
  | { readonly kind: "read"; readonly logs: readonly OwnLog[] }
  | { readonly kind: "refused"; readonly fault: string; readonly rejects: readonly Reject[] };

/** Longer than this is no one stretch of work. */
const LONGEST_SEC = 24 * 3_600;

/**
 * Reads a table of own hours, its header first. Times without a zone are read in `zone`; `known` are rows that the
 * person has on record, which a file may repeat as they are (they are left out) and not with another pay.
 */
export function readOwnLogs(
  rows: readonly SourceRow[],
  zone: string,
  now: Date,
  known: readonly OwnLog[] = [],
): OwnLogReading {
  const header = rows[0];
  if (!header) return refused("The file is empty.");
  const places = placesOf(header.cells);
  if (typeof places === "string") return refused(places);
  const parse = rowParser(shapeIn(zone), places, header.cells.length);
  const seen = new Map<string, number>();
  const recorded = new Map(known.map((log) => [keyOf(log), log]));
  const logs: OwnLog[] = [];
  const rejects: Reject[] = [];
  for (const row of rows.slice(1)) {
    const values = parse(row);
    const log = isReject(values) ? values : logOf(row, values, places, now);
    if (isReject(log)) {
      rejects.push(log);
      continue;
    }
    const before = seen.get(keyOf(log));
    const own = recorded.get(keyOf(log));
    if (before !== undefined) rejects.push(rejectRow(row, null, `says the same as line ${before}`));
    else if (own && !isSamePay(own, log))
      rejects.push(rejectRow(row, null, "is on record already with another pay; delete that row first"));
    else if (!own) logs.push(log);
    seen.set(keyOf(log), row.line);
  }
  if (rows.length === 1) return refused("The file has a header and no row below it.");
  if (rejects.length === 0) return { kind: "read", logs };
  const count = rejects.length === 1 ? "One row" : `${rejects.length} rows`;
  return refused(`${count} of ${rows.length - 1} cannot be taken.`, rejects);
}

const refused = (fault: string, rejects: readonly Reject[] = []): OwnLogReading => ({
  ...{ kind: "refused", fault, rejects },
});

const keyOf = ({ platform, fromAt, toAt }: OwnLog) => JSON.stringify([fromAt, toAt, platform]);

const isSamePay = (one: OwnLog, other: OwnLog) =>
  one.payMinor === other.payMinor && one.currency === other.currency;

type Places = Readonly<Partial<Record<Column, Place>>>;

/** Which column of the file is which, or why that cannot be told. */
function placesOf(header: readonly string[]): Places | string {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_"),
  );
  const places: Partial<Record<Column, Place>> = {};
  for (const [column, spellings] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const found = names.flatMap((name, index) => (spellings.includes(name) ? [index] : []));
    const [index, another] = found;
    if (index === undefined) continue;
    if (another !== undefined)
      return `The columns ${header[index]} and ${header[another]} would both be read as ${spellings[0]}: rename one.`;
    places[column] = { index, column: header[index] ?? spellings[0] ?? column };
  }
  const lacking = NEEDED.filter((column) => !places[column]).map((column) => COLUMNS[column][0]);
  if (lacking.length > 0)
    return `The file has no column ${lacking.join(", ")}. Its columns are ${header.join(", ")}; the template has the names.`;
  if (places.paid && !places.currency && header.length > 0)
    return "The file has amounts and no column currency: amounts are kept with the currency that they were paid in.";
  return places;
}

const short = (longest: number) => (text: string) =>
  text.length > longest ? new Problem(`is longer than ${longest} characters`) : text.trim();

const shapeIn = (zone: string) => ({
  platform: required((text) => parseKey(text.trim())),
  startedAt: required((text) => parseInstant(text.trim(), zone)),
  endedAt: required((text) => parseInstant(text.trim(), zone)),
  paid: optional((text) => text.trim()),
  currency: optional(parseCurrency),
  kind: optional(short(100)),
  notes: optional(short(2_000)),
});

type Values = Exclude<ReturnType<ReturnType<typeof rowParser<ReturnType<typeof shapeIn>>>>, Reject>;

function logOf(row: SourceRow, values: Values, places: Places, now: Date): OwnLog | Reject {
  const { platform, startedAt, endedAt, paid, currency, kind, notes } = values;
  const refuse = (column: Column, reason: string) => rejectRow(row, places[column]?.column ?? column, reason);
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;
  if (seconds <= 0) return refuse("endedAt", "is not after the start");
  if (seconds > LONGEST_SEC)
    return refuse("endedAt", "is more than 24 hours after the start: one row a stretch");
  if (Date.parse(endedAt) > now.getTime()) return refuse("endedAt", "lies in the future");
  const log = { platform, fromAt: startedAt, toAt: endedAt, kind, notes };
  if (paid === null) return { ...log, payMinor: null, currency: null };
  if (currency === null) return refuse("currency", "is required where an amount is given");
  if (!isCurrency(currency)) return refuse("currency", `"${currency}" is not a currency code such as USD`);
  const money = parseMoney(paid, currency);
  if (money instanceof Problem) return refuse("paid", money.reason);
  if (money.currency !== currency)
    return refuse("paid", `"${paid}" is in ${money.currency}, and the currency beside it is ${currency}`);
  if (money.minor < 0) return refuse("paid", `"${paid}" is below zero`);
  return { ...log, payMinor: money.minor, currency };
}

const isCurrency = (code: string) => Intl.supportedValuesOf("currency").includes(code);

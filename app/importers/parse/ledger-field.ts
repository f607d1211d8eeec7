import { z } from "zod";
import type { Field, TableName } from "~/domain/ledger";
import { isTimeZone } from "~/domain/local-time";
import { parseDate, parseInstant } from "./instant";
import { isStorableJson, jsonOf } from "./json";
import { parseCurrency } from "./money";
import { Problem, shorten } from "./problem";

/** Longest identifier and name, in characters: they are database keys. */
export const MAX_KEY_LENGTH = 500;
/** Longest value of any one cell that is kept. */
export const MAX_TEXT_LENGTH = 1_000_000;
/** A year: no single judgment takes longer, and sums of thousands stay exact. */
export const MAX_SECONDS = 31_536_000;
export const MAX_INTEGER = 2_147_483_647;

/** Columns whose number may be below zero; everywhere else less than nothing is a mistake. */
const SIGNED = new Set([
  "payments.amount_minor",
  "reviews.score",
  "projects.scale_min",
  "projects.scale_max",
]);

type Value = string | number | boolean | Readonly<Record<string, string>> | null;

/**
 * The zod schema of one ledger column as text: an empty cell is null (refused where the column is required), anything
 * else the typed value or one clear sentence.
 */
export function fieldSchema(table: TableName, column: string, field: Field, zone: string | null) {
  const parse = parserOf(table, column, field, zone);
  return z.string().transform((text, context): Value => {
    const value = text === "" || text.trim() === "" ? absent(field) : parse(text);
    if (!(value instanceof Problem)) return value;
    context.addIssue({ code: "custom", message: value.reason });
    return z.NEVER;
  });
}

const absent = (field: Field): null | Problem =>
  field.required ? new Problem("is required and empty") : null;

type Parse = (text: string) => Value | Problem;

function parserOf(table: TableName, column: string, field: Field, zone: string | null): Parse {
  if (field.values) return oneOf(field.values);
  switch (field.type) {
    case "string":
      return stringParser(column);
    case "boolean":
      return parseBoolean;
    case "datetime":
      return (text) => parseInstant(text, zone);
    case "date":
      return parseDate;
    case "object":
      return parseStrings;
    case "integer":
    case "number":
      return numberParser(`${table}.${column}`, field.type);
  }
}

function oneOf(values: readonly string[]): Parse {
  const known = new Set(values);
  const list = values.join(", ");
  return (text) => (known.has(text) ? text : new Problem(`"${shorten(text)}" is none of ${list}`));
}

function stringParser(column: string): Parse {
  if (column === "currency" || column.endsWith("_currency")) return parseCurrency;
  if (column === "country") return parseCountry;
  if (column === "time_zone") return parseZone;
  return isKey(column) ? parseKey : text;
}

/** Whether a text column names something: then it may be a key of the database. */
export const isKey = (column: string): boolean =>
  !["answer", "gold_answer", "reasons"].includes(column) && /(^|_)(id|of|name|tier|by)$/.test(column);

/** A text of any kind. */
export function text(value: string): string | Problem {
  if (value.length > MAX_TEXT_LENGTH) return new Problem(`is longer than ${MAX_TEXT_LENGTH} characters`);
  return value;
}

/** An identifier exactly as the source writes it, or a Problem. */
export function parseKey(value: string): string | Problem {
  if (value.length > MAX_KEY_LENGTH) return new Problem(`is longer than ${MAX_KEY_LENGTH} characters`);
  return value;
}

function parseCountry(value: string): string | Problem {
  return /^[A-Z]{2}$/.test(value)
    ? value
    : new Problem(`"${shorten(value)}" is not a country code of two capitals such as KE`);
}

const zones = new Map<string, boolean>();

function parseZone(value: string): string | Problem {
  let known = zones.get(value);
  if (known === undefined) zones.set(value, (known = isTimeZone(value)));
  return known ? value : new Problem(`"${shorten(value)}" is not an IANA time zone such as Africa/Nairobi`);
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  "1": true,
  yes: true,
  false: false,
  "0": false,
  no: false,
};

/** `true`, `TRUE`, `1`, `yes` and their opposites, or a Problem. */
export function parseBoolean(value: string): boolean | Problem {
  return BOOLEANS[value.trim().toLowerCase()] ?? new Problem(`"${shorten(value)}" is neither true nor false`);
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/** A finite decimal number, or a Problem; `NaN`, `Infinity`, hexadecimal and thousands separators are none. */
export function parseNumber(value: string): number | Problem {
  const trimmed = value.trim();
  const number = DECIMAL.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(number) ? number : new Problem(`"${shorten(value)}" is not a number`);
}

/** Seconds of one judgment: not negative, at most a year, or a Problem. */
export function parseSeconds(value: string): number | Problem {
  const seconds = parseNumber(value);
  if (seconds instanceof Problem) return seconds;
  if (seconds < 0) return new Problem(`"${value}" is below zero`);
  return seconds <= MAX_SECONDS ? seconds : new Problem(`"${value}" is more than a year of seconds`);
}

function numberParser(column: string, type: "integer" | "number"): Parse {
  if (column.endsWith("_seconds")) return parseSeconds;
  const signed = SIGNED.has(column);
  const largest =
    type === "number" ? Infinity : /_minor/.test(column) ? Number.MAX_SAFE_INTEGER : MAX_INTEGER;
  return (value) => {
    const number = parseNumber(value);
    if (number instanceof Problem) return number;
    if (type === "integer" && !Number.isInteger(number))
      return new Problem(`"${value}" is not a whole number`);
    if (number < 0 && !signed) return new Problem(`"${value}" is below zero`);
    return Math.abs(number) <= largest ? number : new Problem(`"${value}" is too large`);
  };
}

function parseStrings(value: string): Readonly<Record<string, string>> | Problem {
  const parsed = isStorableJson(value) ? Strings.safeParse(jsonOf(value)) : Strings.safeParse(undefined);
  return parsed.success ? parsed.data : new Problem(`"${shorten(value)}" is not a JSON object of texts`);
}

const Strings = z.record(z.string().max(MAX_KEY_LENGTH), z.string().max(MAX_KEY_LENGTH));

import pg from "pg";

/** Object identifiers of PostgreSQL's built-in types; the same in every installation. */
const OID = {
  int8: 20,
  int2Array: 1005,
  int4Array: 1007,
  int8Array: 1016,
  float4Array: 1021,
  float8Array: 1022,
  date: 1082,
  timestamp: 1114,
  dateArray: 1182,
  timestamptz: 1184,
  timestamptzArray: 1185,
  numericArray: 1231,
  numeric: 1700,
} as const;

type Parser = (text: string) => unknown;
type Reader = pg.CustomTypesConfig["getTypeParser"];

/**
 * How values come back: `int8` and `numeric` as numbers, dates as `2026-03-01` (`-infinity` stays that), instants as
 * ISO 8601 in UTC with milliseconds, as in a ledger row. An `int8` past 2^53, such as a hash used as a key, stays
 * text, so that it can be passed back unchanged.
 */
const PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [OID.int8, parseInt8],
  [OID.numeric, Number],
  [OID.date, (text) => text],
  [OID.timestamp, (text) => text],
  [OID.timestamptz, parseInstant],
  [OID.int2Array, arrayOf(Number)],
  [OID.int4Array, arrayOf(Number)],
  [OID.int8Array, arrayOf(parseInt8)],
  [OID.float4Array, arrayOf(Number)],
  [OID.float8Array, arrayOf(Number)],
  [OID.numericArray, arrayOf(Number)],
  [OID.dateArray, arrayOf((text) => text)],
  [OID.timestamptzArray, arrayOf((text) => parseInstant(unquoted(text)))],
]);

/** For one pool or client: the parsers that pg keeps for the whole process stay as they are. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: "text" | "binary" = "text"): unknown =>
    (format === "text" && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format)) as Reader,
};

function parseInt8(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** `2026-03-01 10:00:00.123456+00`, as a session in UTC writes it; what does not look so stays as it is. */
function parseInstant(text: string): string {
  if (text.charCodeAt(10) !== 32 || !text.endsWith("+00")) return text;
  const fraction = text.length > 22 ? text.slice(20, -3).padEnd(3, "0").slice(0, 3) : "000";
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

/** Faster than the general reader for the packed arrays of rollups; those have one dimension. */
function arrayOf(parse: Parser): Parser {
  return (text) => {
    if (text === "{}") return [];
    return text
      .slice(1, -1)
      .split(",")
      .map((element) => (element === "NULL" ? null : parse(element)));
  };
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

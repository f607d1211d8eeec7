import { z } from "zod";
import type { Reject, SourceRow } from "~/domain/importer";
import { Problem } from "./problem";
import { rejectRow } from "./reject";

/** A cell that must hold something: the value that `parse` makes of it, or its sentence. */
export function required<T>(parse: (text: string) => T | Problem) {
  return z.string().transform((text, context): T => {
    const value = text.trim() === "" ? new Problem("is required and empty") : parse(text);
    if (!(value instanceof Problem)) return value;
    context.addIssue({ code: "custom", message: value.reason });
    return z.NEVER;
  });
}

/** A cell that may be empty or missing: null then. */
export function optional<T>(parse: (text: string) => T | Problem) {
  return z.string().transform((text, context): T | null => {
    if (text === "" || text.trim() === "") return null;
    const value = parse(text);
    if (!(value instanceof Problem)) return value;
    context.addIssue({ code: "custom", message: value.reason });
    return z.NEVER;
  });
}

/** Where a value of a row is found: the position of its column and the name that a reject gives it. */
export interface Place {
  readonly index: number;
  readonly column: string;
}

/**
 * Reads the places of a row with one zod schema, compiled once: the typed values, or a reject. A place that the row
 * is too short for, or that the source does not have, is an empty cell. Cells beyond the header must be empty.
 */
export function rowParser<Shape extends z.ZodRawShape>(
  shape: Shape,
  places: Readonly<Partial<Record<keyof Shape & string, Place>>>,
  width: number,
  hidden?: ReadonlySet<number>,
): (row: SourceRow) => z.output<z.ZodObject<Shape>> | Reject {
  // What the source does not have is the same in every row: it is decided here and not parsed again and again.
  const names = Object.keys(shape);
  const empty = z.object(shape).safeParse(Object.fromEntries(names.map((name) => [name, ""])));
  const needed = new Set(empty.error?.issues.map(({ path }) => path[0]));
  const isRead = (name: string) => places[name] !== undefined || needed.has(name);
  const cells = names.map((name) => ({ name, index: isRead(name) ? (places[name]?.index ?? Infinity) : -1 }));
  const schema = z.object(
    Object.fromEntries(names.map((name) => [name, (isRead(name) ? shape[name] : undefined) ?? z.null()])),
  );
  return (row) => {
    if (row.cells.length > width && row.cells.slice(width).some((cell) => cell !== "")) {
      return rejectRow(row, null, `has ${row.cells.length} cells where the header has ${width}`, hidden);
    }
    const values: Record<string, string | null> = {};
    for (const { name, index } of cells) values[name] = index < 0 ? null : (row.cells[index] ?? "");
    const parsed = schema.safeParse(values);
    // A place that is not read is null, which is what the shape makes of an empty cell that is not needed.
    if (parsed.success) return parsed.data as z.output<z.ZodObject<Shape>>;
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "");
    return rejectRow(
      row,
      places[name]?.column ?? (name || null),
      issue?.message ?? "is not readable",
      hidden,
    );
  };
}

/** Whether a parsed row was refused. */
export function isReject(result: object): result is Reject {
  return "kind" in result && result.kind === "reject";
}

/** Places of columns that have the very name they are read as. */
export function placesByName(header: readonly string[], names: readonly string[]): Record<string, Place> {
  const places: Record<string, Place> = {};
  for (const column of names) {
    const index = header.indexOf(column);
    if (index !== -1) places[column] = { index, column };
  }
  return places;
}

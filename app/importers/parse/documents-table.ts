import { jsonOf } from "./json";

type Cells = ReadonlyMap<string, string>;

/** A JSON object as named cells: members of nested objects as `a.b`, lists of texts with a line each. */
export function cellsOf(text: string): Cells | undefined {
  const value = jsonOf(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const cells = new Map<string, string>();
  flatten(value, "", 0, cells);
  return cells;
}

/** Every name in some documents, in the order of first appearance. */
export function namesOf(documents: Iterable<Cells>): readonly string[] {
  const names = new Set<string>();
  for (const cells of documents) for (const name of cells.keys()) names.add(name);
  return [...names];
}

const MAX_DEPTH = 3;

function flatten(value: object, prefix: string, depth: number, into: Map<string, string>): void {
  for (const [name, member] of Object.entries(value) as Array<[string, unknown]>) {
    const path = prefix + name;
    if (isPlain(member)) into.set(path, String(member));
    else if (member === null || member === undefined) into.set(path, "");
    else if (Array.isArray(member))
      into.set(path, member.every(isPlain) ? member.join("\n") : JSON.stringify(member));
    else if (depth < MAX_DEPTH) flatten(member, `${path}.`, depth + 1, into);
    else into.set(path, JSON.stringify(member));
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

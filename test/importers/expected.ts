import { readFileSync } from "node:fs";

/** A section of what `test/reference/importers/expected.py` computed from the real files. */
export function expectedOf<T>(section: string): Readonly<Record<string, T>> {
  const text = readFileSync(new URL("../reference/importers/expected.json", import.meta.url), "utf8");
  const all = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, T>>>>;
  return all[section] ?? {};
}

/** The named one of some expected values. */
export function named<T>(values: Readonly<Record<string, T>>, name: string): T {
  const value = values[name];
  if (value === undefined) throw new Error(`expected.json has no ${name}: run expected.py`);
  return value;
}

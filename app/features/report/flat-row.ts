/** A report row as one line of a table: nested names joined, lists of two as low and high, explanations left out. */
export function flatRow(row: Readonly<Record<string, unknown>>): Record<string, string | number | null> {
  const flat: Record<string, string | number | null> = {};
  const add = (name: string, value: unknown): void => {
    if (value === null || typeof value === "number" || typeof value === "string") flat[name] = value;
    else if (typeof value === "boolean") flat[name] = value ? "yes" : "no";
    else if (name.endsWith("interval") && Array.isArray(value)) {
      add(`${name}_low`, value[0]);
      add(`${name}_high`, value[1]);
    } else if (Array.isArray(value)) flat[name] = JSON.stringify(value);
    else for (const [inner, part] of Object.entries(value as object)) add(`${name}_${inner}`, part);
  };
  for (const [name, value] of Object.entries(row)) if (!EXPLAINED.has(name)) add(name, value);
  return flat;
}

const EXPLAINED = new Set(["reasons"]);

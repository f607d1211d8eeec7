import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LEDGER, TABLE_NAMES, camelCase, fieldsOf } from "~/domain/ledger";

const published = new URL("../../../shared/design/ledger.datapackage.json", import.meta.url);

describe("the ledger", () => {
  it("names every key and reference as a field of its table", () => {
    for (const table of TABLE_NAMES) {
      const columns = fieldsOf(table).map(([column]) => column);
      const { key, ...rest } = LEDGER[table];
      expect(columns).toEqual(expect.arrayContaining([...key]));
      if ("references" in rest) expect(columns).toEqual(expect.arrayContaining(Object.keys(rest.references)));
    }
  });

  it("turns column names into property names", () => {
    expect(camelCase("estimated_seconds_per_item")).toBe("estimatedSecondsPerItem");
  });

  it.runIf(existsSync(published))("has the tables and columns of the published data package", () => {
    const { resources } = JSON.parse(readFileSync(published, "utf8")) as {
      resources: { name: string; schema: { fields: { name: string; type: string }[] } }[];
    };
    expect(TABLE_NAMES).toEqual(resources.map((resource) => resource.name));
    for (const { name, schema } of resources) {
      const ours = fieldsOf(name as (typeof TABLE_NAMES)[number]).map(([column, field]) => [
        column,
        field.type,
      ]);
      expect(ours).toEqual(expect.arrayContaining(schema.fields.map((field) => [field.name, field.type])));
    }
  });
});

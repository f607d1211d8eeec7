import { describe, expect, it } from "vitest";
import { fieldsOf, LEDGER, TABLE_NAMES, camelCase } from "~/domain/ledger";
import { joinSpans, SPELL_GAP_SEC, totalSec } from "~/domain/span";
import { policySchema } from "~/tiers/policy";
import { EVERY_PATTERN, generateProgramme, PATTERNS } from "db/demo";
import { groupBy, tablesOf } from "./demo-ledger";
import { shortRestShare, workedSpans } from "./demo-measures";

const options = { seed: 7, endOn: "2026-07-02", annotatorCount: 40 };
const plain = generateProgramme(options);
const tables = tablesOf(plain.records);

describe("the demo programme", () => {
  it("fills every table of the ledger with the right kinds of values", () => {
    for (const table of TABLE_NAMES) {
      expect(tables[table].length, table).toBeGreaterThan(0);
      for (const [column, field] of fieldsOf(table)) {
        const property = camelCase(column);
        const values = tables[table].map(
          (row) => (row as Readonly<Record<string, unknown>>)[property] ?? null,
        );
        expect(
          values.find((value) => fault(value, field)),
          `${table}.${column}`,
        ).toBeUndefined();
      }
    }
  });

  it("repeats no key and refers to nothing that is missing", () => {
    for (const table of TABLE_NAMES) {
      const { key, ...rest } = LEDGER[table];
      const keys = tables[table].map((row) => JSON.stringify(key.map((column) => valueAt(row, column))));
      expect(new Set(keys).size, table).toBe(keys.length);
      const references = "references" in rest ? (rest.references as Readonly<Record<string, string>>) : {};
      for (const [column, target] of Object.entries(references)) {
        const [targetKey = ""] = LEDGER[target as keyof typeof LEDGER].key;
        const known = new Set(tables[target as keyof typeof LEDGER].map((row) => valueAt(row, targetKey)));
        const missing = tables[table].filter((row) => !known.has(valueAt(row, column)));
        expect(missing, `${table}.${column}`).toEqual([]);
      }
    }
  });

  it("is the same for the same seed, read twice or made twice, and another for another", () => {
    const text = (records: Iterable<unknown>) => JSON.stringify([...records]);
    const first = text(plain.records);
    expect(text(plain.records)).toBe(first);
    expect(text(generateProgramme(options).records)).toBe(first);
    expect(text(generateProgramme({ ...options, seed: 8 }).records)).not.toBe(first);
  });

  it("hands on the same records in batches", async () => {
    const batched: unknown[] = [];
    for await (const batch of plain.batches(1_000)) {
      expect(batch.length).toBeLessThanOrEqual(1_000);
      batched.push(...batch);
    }
    expect(batched).toEqual([...plain.records]);
  });

  it("lies within its dates", () => {
    const outside = tables.judgments.filter(
      ({ startedAt, submittedAt }) =>
        (startedAt ?? "") < plain.from || (submittedAt ?? plain.from) >= plain.to,
    );
    expect(outside).toEqual([]);
    expect(plain.from).toBe("2026-01-01T00:00:00.000Z");
  });

  it("has policies that are valid, in order and three", () => {
    for (const plant of [{}, EVERY_PATTERN]) {
      const { policies } = generateProgramme({ ...options, weekCount: 8, plant });
      const versions = policies.map((policy) => policySchema.parse(policy));
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
      expect(versions.map(({ effectiveAt }) => effectiveAt)).toEqual(
        versions.map((v) => v.effectiveAt).sort(),
      );
    }
  });

  it("keeps daily and weekly rest and the weekly hours when nothing is planted", () => {
    expect(shortRestShare({ programme: plain, tables })).toBe(0);
    const week = 7 * 86_400;
    for (const spans of workedSpans({ programme: plain, tables }).values()) {
      const spells = joinSpans(spans, SPELL_GAP_SEC);
      for (const { from } of spells) {
        const inside = spells.filter((spell) => spell.from >= from && spell.from < from + week);
        const ends = [...inside.slice(1).map((spell) => spell.from), from + week];
        const gaps = ends.map((end, index) => end - (inside[index]?.to ?? end));
        expect(Math.max(...gaps)).toBeGreaterThanOrEqual(86_400);
        expect(totalSec(inside)).toBeLessThan(48 * 3_600);
      }
    }
  });

  it("has nobody do two things at once", () => {
    const groups = groupBy(
      tables.judgments.filter(({ submittedAt }) => submittedAt != null),
      ({ annotatorId }) => annotatorId,
    );
    for (const own of groups.values()) {
      const ordered = own.toSorted((one, other) =>
        (one.startedAt ?? "") < (other.startedAt ?? "") ? -1 : 1,
      );
      const overlapping = ordered
        .slice(1)
        .filter((judgment, index) => (judgment.startedAt ?? "") < (ordered[index]?.submittedAt ?? ""));
      expect(overlapping).toEqual([]);
    }
  });

  it("pays a bonus only where its rule, counted anew, says so", () => {
    const rules = new Map(tables.bonus_rules.map((rule) => [rule.ruleId, rule]));
    for (const bonus of tables.payments.filter(({ kind }) => kind === "bonus")) {
      expect(rules.get(bonus.ruleId ?? "")?.amountMinor).toBe(bonus.amountMinor);
    }
    const byPerson = groupBy(tables.judgments, ({ annotatorId }) => annotatorId);
    for (const target of tables.targets.filter(({ reachedAt }) => reachedAt != null)) {
      const count = (byPerson.get(target.annotatorId) ?? []).filter(
        ({ submittedAt, revisionOf }) =>
          revisionOf == null && submittedAt != null && submittedAt >= target.from && submittedAt < target.to,
      ).length;
      expect(count).toBeGreaterThanOrEqual(target.goal);
    }
  });

  it("refuses options no programme can be made from", () => {
    expect(() => generateProgramme({ seed: 1, endOn: "July" })).toThrow(RangeError);
    expect(() => generateProgramme({ seed: 1, endOn: "2026-07-02", annotatorCount: 3 })).toThrow(RangeError);
    expect(() => generateProgramme({ seed: 1, endOn: "2026-07-02", weekCount: 1.5 })).toThrow(RangeError);
    const plant = { "task-drought": -1 };
    expect(() => generateProgramme({ seed: 1, endOn: "2026-07-02", plant })).toThrow(/task-drought/);
  });

  it("names all twenty patterns once", () => {
    expect(new Set(PATTERNS.map(({ id }) => id)).size).toBe(20);
  });
});

const valueAt = (row: object, column: string): unknown =>
  (row as Readonly<Record<string, unknown>>)[camelCase(column)];

function fault(
  value: unknown,
  field: { readonly type: string; readonly required?: true; readonly values?: readonly string[] },
): boolean {
  if (value === null) return field.required === true;
  if (field.values !== undefined) return !field.values.includes(value as string);
  if (field.type === "integer") return !Number.isInteger(value);
  if (field.type === "number") return typeof value !== "number" || !Number.isFinite(value);
  if (field.type === "datetime") return typeof value !== "string" || new Date(value).toISOString() !== value;
  if (field.type === "date") return typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value);
  if (field.type === "object") return typeof value !== "object";
  return typeof value !== field.type || value === "";
}

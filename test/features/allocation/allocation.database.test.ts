import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "~/domain/viewer";
import { accessFor, loadAllocation } from "~/features/allocation/allocation.server";
import { runAudit } from "~/features/audit/audit.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();
const askerAs = (role: Role) => ({
  viewer: viewerAs(role),
  system: db,
  key: Buffer.alloc(32, 9),
  screen: "/allocation",
  at: new Date(RUN_AT),
});
const audit = (runAt: string) =>
  runAudit(db, { runAt, detectors: ["golden-batch-concentration", "disparate-impact"] });

describe("an empty installation", () => {
  it("has no run, no offers and nobody", async () => {
    expect(await loadAllocation(db, askerAs("manager"))).toMatchObject({
      ...{ run: null, finding: null, programme: null, persons: null, offers: [], tiers: [] },
    });
    expect(await accessFor(db, "A0001")).toBeNull();
  });
});

describe("a programme with favourites", () => {
  beforeAll(async () => {
    await loadPlantedProgramme(db);
    await audit(RUN_AT);
  }, 240_000);

  it("tells what the top tier received against a lottery, and who was left out", async () => {
    const { lift, tiers, persons, offers, programme } = await loadAllocation(db, askerAs("manager"));
    expect(lift).toMatchObject({ kind: "measured" });
    expect(tiers.length).toBeGreaterThan(1);
    const behind = persons!.map(({ received, expected }) => received - expected);
    expect(behind).toEqual(behind.toSorted((a, b) => a - b));
    for (const { ratio, low, high } of persons!) {
      expect(low).toBeLessThanOrEqual(ratio);
      expect(high).toBeGreaterThan(ratio);
    }
    expect(offers.filter(({ premium }) => premium).length).toBeGreaterThan(0);
    expect(offers.every(({ taken, offers: count }) => taken.kind === "measured" && taken.n === count)).toBe(
      true,
    );
    expect(programme!.examined).toBeLessThanOrEqual(programme!.premiumBatches);
    const [first] = persons!;
    expect(await accessFor(db, first!.annotator)).toMatchObject({ received: first!.received });
  });

  it("keeps groups of at least ten people, whose received and expected work add up", async () => {
    const { programme } = await loadAllocation(db, askerAs("manager"));
    expect(programme!.groups.length).toBeGreaterThan(0);
    for (const { people, ratio, received, expected, low, high } of programme!.groups) {
      expect(people).toBeGreaterThanOrEqual(10);
      expect(ratio).toBeCloseTo(received / expected, 12);
      expect(low).toBeLessThanOrEqual(ratio);
      expect(high).toBeGreaterThanOrEqual(ratio);
      expect(received).toBeLessThanOrEqual(programme!.examined);
    }
  });

  it("names nobody to a researcher", async () => {
    const allocation = await loadAllocation(db, askerAs("researcher"));
    expect(allocation.persons).toBeNull();
    expect(allocation.offers.every(({ people }) => people >= 10)).toBe(true);
    expect(JSON.stringify(allocation)).not.toMatch(NAMES_A_PERSON);
  });

  it("tells a researcher of groups by the ledger of answers, in rounded counts, and not what the rest was", async () => {
    const { shares, programme, offers, excluded } = await loadAllocation(db, askerAs("researcher"));
    const told = shares.groups.filter(({ measured }) => measured.kind === "measured");
    expect(new Set(told.map(({ dimension }) => dimension)).size).toBeGreaterThan(1);
    for (const { people, measured } of shares.groups) {
      expect(people % 5).toBe(0);
      if (measured.kind === "measured") expect(Number(measured.value.toPrecision(3))).toBe(measured.value);
    }
    expect(programme).toMatchObject({ groups: [] });
    const counts = [programme!.examined, programme!.premiumBatches, programme!.people];
    for (const row of offers) counts.push(row.batches, row.offers, row.people);
    if (excluded.kind === "measured" || excluded.kind === "bounded") counts.push(excluded.n);
    expect(counts.filter((count) => count % 5 !== 0)).toEqual([]);
    expect(JSON.stringify(shares)).not.toMatch(/"(?:received|expected|basis)"/);
  });

  it("tells a researcher nothing by which one person's offers could be had after they are gone", async () => {
    const before = (await loadAllocation(db, askerAs("researcher"))).shares.groups;
    const country = before.find((row) => row.dimension === "country" && row.measured.kind === "measured");
    const { annotatorId } = await db
      .selectFrom("offers")
      .innerJoin("batches", "batches.batchId", "offers.batchId")
      .innerJoin("annotators", "annotators.annotatorId", "offers.annotatorId")
      .select("offers.annotatorId")
      .where("batches.premium", "=", true)
      .where("annotators.country", "=", country!.group)
      .groupBy("offers.annotatorId")
      .orderBy(({ fn }) => fn.countAll(), "desc")
      .executeTakeFirstOrThrow();
    await db.deleteFrom("offers").where("annotatorId", "=", annotatorId).execute();
    await audit("2026-07-04T00:00:00.000Z");
    const { shares } = await loadAllocation(db, askerAs("researcher"));
    expect(shares.sentences.join(" ")).toMatch(/fewer than ten people/);
    expect(shares.groups.find(({ group }) => group === country!.group)?.measured.kind).toBe("insufficient");
  });
});

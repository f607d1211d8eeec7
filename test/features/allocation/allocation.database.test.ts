import { beforeAll, describe, expect, it } from "vitest";
import { accessFor, loadAllocation } from "~/features/allocation/allocation.server";
import { runAudit } from "~/features/audit/audit.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();

describe("an empty installation", () => {
  it("has no run, no offers and nobody", async () => {
    expect(await loadAllocation(db, db, viewerAs("manager"))).toMatchObject({
      ...{ run: null, finding: null, programme: null, persons: null, offers: [], tiers: [] },
    });
    expect(await accessFor(db, "A0001")).toBeNull();
  });
});

describe("a programme with favourites", () => {
  beforeAll(async () => {
    await loadPlantedProgramme(db);
    await runAudit(db, { runAt: RUN_AT, detectors: ["golden-batch-concentration", "disparate-impact"] });
  }, 240_000);

  it("tells what the top tier received against a lottery, and who was left out", async () => {
    const { lift, tiers, persons, offers, programme } = await loadAllocation(db, db, viewerAs("manager"));
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
    const { programme } = await loadAllocation(db, db, viewerAs("manager"));
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
    const allocation = await loadAllocation(db, db, viewerAs("researcher"));
    expect(allocation.persons).toBeNull();
    expect(allocation.offers.every(({ people }) => people >= 10)).toBe(true);
    expect(JSON.stringify(allocation)).not.toMatch(NAMES_A_PERSON);
  });
});

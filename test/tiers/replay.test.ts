import { describe, expect, it } from "vitest";
import { EVERY_PATTERN, generateProgramme, type Planted } from "db/demo";
import type { LedgerRecord } from "~/domain/ledger";
import { seededRandom, shuffle } from "~/stats/random";
import { parsePolicies } from "~/tiers/parse-policies";
import { replay, tierMix } from "~/tiers/replay";
import { simulate } from "~/tiers/simulate";
import { simulationJson } from "~/tiers/simulation-json";
import { FAIR } from "~/tiers/shipped/fair";
import { policyWindows } from "~/tiers/windows";
import { talliesOfLedger } from "./support/ledger-tallies";

const DAY_MS = 86_400_000;

function demo(plant: Planted, annotatorCount: number) {
  const programme = generateProgramme({ seed: 11, endOn: "2026-07-02", annotatorCount, plant });
  const { policies } = parsePolicies(programme.policies, { recorded: true });
  const windows = policyWindows(policies, programme.from, programme.to);
  return { programme, policies, windows, tallies: talliesOfLedger(programme.records, windows) };
}

/** Tier changes as the ledger has them, each put to the window at whose end, or up to four days later, it happened. */
function recordedChanges(records: Iterable<LedgerRecord>, ends: readonly string[]): readonly unknown[] {
  return [...records].flatMap((record) => {
    if (record.table !== "tier_changes") return [];
    const { annotatorId, fromTier, toTier, policyVersion, goldCorrect, goldTotal, at } = record.row;
    const end = ends.find((each) => at >= each && Date.parse(at) < Date.parse(each) + 4 * DAY_MS);
    return [{ annotatorId, end, fromTier, toTier, policyVersion, goldCorrect, goldTotal }];
  });
}

const sorted = (changes: readonly unknown[]) => changes.map((change) => JSON.stringify(change)).sort();

describe("replaying history", () => {
  for (const [name, plant] of [
    ["plain", {}],
    ["with every pattern planted", EVERY_PATTERN],
  ] as const) {
    it(`reproduces the tier changes of the demo programme exactly, ${name}`, () => {
      const { programme, windows, tallies } = demo(plant, 120);
      const replayed = replay({ windows, tallies }).flatMap(({ window, decisions }) =>
        decisions
          .filter(({ outcome }) => outcome !== "kept")
          .map(({ annotatorId, fromTier, toTier, proposedTier, policyVersion }) => {
            const tally = tallies.find(
              (each) => each.annotatorId === annotatorId && each.window.to === window.to,
            );
            const gold = tally?.readings.gold_accuracy;
            return {
              ...{ annotatorId, end: window.to, fromTier: fromTier ?? "standard" },
              ...{ toTier: proposedTier ?? toTier, policyVersion },
              ...{ goldCorrect: gold?.kind === "share" ? gold.successes : null, goldTotal: gold?.n },
            };
          }),
      );
      const recorded = recordedChanges(
        programme.records,
        windows.map(({ to }) => to),
      );
      expect(replayed.length).toBeGreaterThan(80);
      expect(sorted(replayed)).toEqual(sorted(recorded));
    });
  }

  it("gives byte-identical JSON twice, whatever the order of tallies", () => {
    const { programme, policies, tallies } = demo({}, 60);
    const run = (mixed: typeof tallies, tried = policies) =>
      JSON.stringify(
        simulationJson(simulate({ policies: tried, from: programme.from, to: programme.to, tallies: mixed })),
      );
    const fair = parsePolicies(FAIR).policies;
    expect(run(tallies)).toBe(run(tallies));
    expect(run(shuffle([...tallies], seededRandom(1)))).toBe(run(tallies));
    expect(run(shuffle([...tallies], seededRandom(2)), fair)).toBe(run(tallies, fair));
  });

  it("counts everybody seen so far in exactly one tier", () => {
    const { windows, tallies } = demo({}, 40);
    const seen = new Set<string>();
    for (const replayed of replay({ windows, tallies })) {
      for (const { annotatorId } of replayed.decisions) seen.add(annotatorId);
      const mix = Object.values(tierMix(replayed));
      expect(mix.reduce((sum, count) => sum + count, 0)).toBe(seen.size);
    }
  });

  it("lets people who were away keep their tier", () => {
    const { windows, tallies } = demo({}, 40);
    const first = tallies.filter(({ window }) => window.to === windows[0]?.to);
    const [after, later] = replay({ windows, tallies: first });
    expect(later?.decisions).toEqual([]);
    expect([...(later?.standings ?? [])].map(([id, { tierId }]) => [id, tierId])).toEqual(
      [...(after?.standings ?? [])].map(([id, { tierId }]) => [id, tierId]),
    );
  });
});

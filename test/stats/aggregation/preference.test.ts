import { describe, expect, it } from "vitest";
import { bradleyTerry } from "~/stats/aggregation/bradley-terry";
import { positionBias } from "~/stats/aggregation/position-bias";
import { intransitivity, preferenceAgreement } from "~/stats/aggregation/preference-agreement";
import { preferenceSetFromColumns } from "~/stats/aggregation/preference-set";
import { seededRandom } from "~/stats/random";
import { distance } from "../../reference/aggregation/compare";
import { scoreReference } from "../../reference/aggregation/scores";

/** Choices by annotators of known reliability between items of known worth. */
function simulated(seed: number, worth: readonly number[], reliability: readonly number[], each: number) {
  const random = seededRandom(seed);
  const columns = {
    left: [] as number[],
    right: [] as number[],
    annotator: [] as number[],
    choice: [] as number[],
  };
  for (let n = 0; n < each; n++) {
    const left = Math.floor(worth.length * random());
    const right = (left + 1 + Math.floor((worth.length - 1) * random())) % worth.length;
    for (let annotator = 0; annotator < reliability.length; annotator++) {
      const ahead = random() < 1 / (1 + Math.exp(worth[right]! - worth[left]!));
      columns.left.push(left);
      columns.right.push(right);
      columns.annotator.push(annotator);
      columns.choice.push(ahead === random() < reliability[annotator]! ? 1 : 0);
    }
  }
  return preferenceSetFromColumns(columns);
}

// Python: scores.py (scipy BFGS, then Newton's method by differences, on the same posterior).
describe("Bradley-Terry", () => {
  it.each(scoreReference().bradley_terry.map((values) => [values.name, values] as const))(
    "agrees with SciPy: %s",
    (_, values) => {
      const found = bradleyTerry(preferenceSetFromColumns(values), {
        reliability: values.reliability_estimated,
        position: values.position_estimated,
      }).value!;
      expect(found.converged).toBe(true);
      expect(distance(found.worth, values.worth)).toBeLessThan(1e-5);
      if (values.reliability) expect(distance(found.reliability, values.reliability)).toBeLessThan(1e-5);
      expect(Math.abs(found.leftAdvantage - values.left_advantage)).toBeLessThan(1e-5);
      expect(Math.abs(found.logLikelihood - values.log_likelihood)).toBeLessThan(1e-4);
    },
  );

  it("finds who chooses by lot and who chooses against worth", () => {
    const worth = [1.5, 0.8, 0, -0.8, -1.5];
    const found = bradleyTerry(simulated(4, worth, [0.97, 0.97, 0.97, 0.5, 0.05], 400)).value!;
    expect(found.reliability[0]).toBeGreaterThan(0.9);
    expect(Math.abs(found.reliability[3]! - 0.5)).toBeLessThan(0.1);
    expect(found.reliability[4]).toBeLessThan(0.15);
    expect(distance(found.worth, worth)).toBeLessThan(0.5);
  });

  it("covers worth 95 times in 100 (93 to 97 %)", () => {
    const worth = [1, 0.4, -0.2, -0.5, -0.7];
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const found = bradleyTerry(simulated(seed, worth, [1, 1, 1], 60), { reliability: false }).value!;
      worth.forEach((value, i) => {
        if (Math.abs(found.worth[i]! - value) <= 1.96 * found.worthError![i]!) held++;
      });
    }
    expect(held / 1000).toBeGreaterThan(0.93);
    expect(held / 1000).toBeLessThan(0.97);
  });

  it("gives an item that always wins a finite worth, and turns round with the sides", () => {
    const columns = {
      left: [0, 0, 1, 2],
      right: [1, 2, 2, 1],
      annotator: [0, 1, 0, 1],
      choice: [1, 1, 1, 0.5],
    };
    const one = bradleyTerry(preferenceSetFromColumns(columns)).value!;
    const turned = {
      ...columns,
      left: columns.right,
      right: columns.left,
      choice: columns.choice.map((c) => 1 - c),
    };
    expect(
      distance(bradleyTerry(preferenceSetFromColumns(turned)).value!.worth, [...one.worth]),
    ).toBeLessThan(1e-6);
    expect([...one.worth].every(Number.isFinite)).toBe(true);
    expect(one.worth[0]).toBe(Math.max(...one.worth));
  });

  it("says which items no choice connects", () => {
    const set = preferenceSetFromColumns({ left: [0, 2], right: [1, 3], annotator: [0, 1], choice: [1, 1] });
    const found = bradleyTerry(set).value!;
    expect(found.groups).toBe(2);
    expect([...found.group]).toEqual([0, 0, 1, 1]);
  });

  it("is null without choices, and without a second annotator to be reliable against", () => {
    const none = preferenceSetFromColumns({ left: [], right: [], annotator: [], choice: [] });
    expect(bradleyTerry(none).reason).toBe("no judgments");
    const alone = preferenceSetFromColumns({ left: [0], right: [1], annotator: [0], choice: [1] });
    expect(bradleyTerry(alone).reason).toBe("one annotator");
    expect(bradleyTerry(alone, { reliability: false }).value!.worth[0]).toBeGreaterThan(0);
  });
});

describe("agreement of preferences", () => {
  it("is read against what the others reach on the same pairs", () => {
    // Pair 0-1: three for 0, one against. Pair 2-3: four for 2.
    const set = preferenceSetFromColumns({
      left: [0, 1, 0, 0, 2, 3, 2, 2],
      right: [1, 0, 1, 1, 3, 2, 3, 3],
      annotator: [0, 1, 2, 3, 0, 1, 2, 3],
      choice: [1, 0, 1, 0, 1, 0, 1, 1],
    });
    const found = preferenceAgreement(set).value!;
    // The three in the majority each see two against one; the fourth sees three against none.
    expect(found.get(0)).toMatchObject({ n: 2, agreement: 1, ceiling: (2 / 3 + 1) / 2 });
    expect(found.get(3)).toMatchObject({ n: 2, agreement: 0.5, ceiling: 1 });
  });

  it("has an excess that sums to nothing over everybody", () => {
    const found = preferenceAgreement(simulated(6, [0.5, 0, -0.5], [1, 1, 0.9, 0.5], 200)).value!;
    let sum = 0;
    for (const { n, excess } of found.values()) sum += n * excess;
    expect(sum).toBeCloseTo(0, 9);
    expect(found.get(3)!.excess).toBeLessThan(-0.05);
  });

  it("does not ask of anybody what nobody reaches: equals on equal things have an excess near 0", () => {
    const found = preferenceAgreement(simulated(6, [0, 0, 0], [1, 1, 1, 1, 1], 2000)).value!;
    for (const { agreement, excess, standardError } of found.values()) {
      expect(agreement).toBeLessThan(0.6);
      expect(Math.abs(excess)).toBeLessThan(4 * standardError!);
    }
  });

  it("is null without choices or pairs judged twice", () => {
    expect(
      preferenceAgreement(preferenceSetFromColumns({ left: [], right: [], annotator: [], choice: [] }))
        .reason,
    ).toBe("no judgments");
    const single = preferenceSetFromColumns({
      left: [0, 2],
      right: [1, 3],
      annotator: [0, 1],
      choice: [1, 0],
    });
    expect(preferenceAgreement(single).reason).toBe("no item has two judgments");
  });
});

describe("position bias", () => {
  // SciPy: binomtest(9, 12, .5).pvalue = .14599609375.
  it("is an exact test of the left side's share, ties left out", () => {
    const rows = Array.from({ length: 14 }, (_, row) => row);
    const set = preferenceSetFromColumns({
      left: rows.map(() => 0),
      right: rows.map(() => 1),
      annotator: rows.map((row) => row % 2),
      choice: rows.map((row) => (row < 9 ? 1 : row < 12 ? 0 : 0.5)),
    });
    const bias = positionBias(set).value!;
    expect(bias).toMatchObject({ n: 12, left: 0.75 });
    expect(bias.p).toBeCloseTo(0.14599609375, 12);
    expect(bias.low).toBeLessThan(0.5);
    expect(positionBias(set, 0).value!.n).toBe(6);
    expect(positionBias(set, 5).reason).toBe("nothing to compare");
  });
});

describe("intransitivity", () => {
  const over = (pairs: readonly (readonly [number, number])[]) =>
    preferenceSetFromColumns({
      left: pairs.map(([winner]) => winner),
      right: pairs.map(([, loser]) => loser),
      annotator: pairs.map(() => 0),
      choice: pairs.map(() => 1),
    });

  it("counts circles among triples whose pairs are all decided", () => {
    expect(
      intransitivity(
        over([
          [0, 1],
          [1, 2],
          [2, 0],
        ]),
      ).value,
    ).toEqual({ triples: 1, circular: 1 });
    expect(
      intransitivity(
        over([
          [0, 1],
          [1, 2],
          [0, 2],
        ]),
      ).value,
    ).toEqual({ triples: 1, circular: 0 });
    expect(
      intransitivity(
        over([
          [2, 1],
          [1, 0],
          [2, 0],
        ]),
      ).value,
    ).toEqual({ triples: 1, circular: 0 });
    expect(
      intransitivity(
        over([
          [1, 0],
          [2, 1],
          [0, 2],
        ]),
      ).value,
    ).toEqual({ triples: 1, circular: 1 });
    expect(
      intransitivity(
        over([
          [0, 1],
          [1, 2],
          [2, 0],
          [0, 3],
          [1, 3],
          [2, 3],
        ]),
      ).value,
    ).toEqual({ triples: 4, circular: 0.25 });
  });

  it("is one quarter by chance", () => {
    const random = seededRandom(12);
    const pairs: [number, number][] = [];
    for (let a = 0; a < 60; a++) for (let b = 0; b < a; b++) pairs.push(random() < 0.5 ? [a, b] : [b, a]);
    expect(intransitivity(over(pairs)).value!.circular).toBeCloseTo(0.25, 1);
  });

  it("is null where no triple is decided", () => {
    expect(
      intransitivity(
        over([
          [0, 1],
          [1, 2],
        ]),
      ).reason,
    ).toBe("nothing to compare");
  });
});

describe("a preference set", () => {
  it.each([
    ["a thing compared with itself", { left: [1], right: [1], annotator: [0], choice: [1] }],
    ["a choice that is none", { left: [0], right: [1], annotator: [0], choice: [0.3] }],
    ["columns of unequal length", { left: [0], right: [1, 2], annotator: [0], choice: [1] }],
    ["a code that is none", { left: [-1], right: [1], annotator: [0], choice: [1] }],
  ])("refuses %s", (_, columns) => {
    expect(() => preferenceSetFromColumns(columns)).toThrow(RangeError);
  });
});

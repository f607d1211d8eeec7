import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedSums, type Contributions, PER_PERSON, personOf } from "~/stats/disclosure/sum-audit";

const MINIMUM = 10;

/** One contribution of each of these people. */
const sumOf = (people: readonly number[], work = 1): Contributions =>
  Float64Array.from(people, (person) => person * PER_PERSON + work);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe("the audit of sums", () => {
  it("lets the same sum be told again, and one over other people", () => {
    const told = [sumOf(range(0, 40))];
    expect(allowedSums(told, [sumOf(range(0, 40)), sumOf(range(50, 70))], MINIMUM)).toEqual([true, true]);
  });

  it("lets nobody learn one person's value from two sums that differ by that person", () => {
    expect(allowedSums([sumOf(range(0, 20))], [sumOf(range(0, 21))], MINIMUM)).toEqual([false]);
    expect(allowedSums([sumOf(range(0, 21))], [sumOf(range(0, 20))], MINIMUM)).toEqual([false]);
  });

  it("refuses a sum that swaps one person for another", () => {
    expect(allowedSums([sumOf(range(0, 20))], [sumOf(range(1, 21))], MINIMUM)).toEqual([false]);
  });

  it("allows sums that differ by the minimum and more", () => {
    expect(allowedSums([sumOf(range(0, 20))], [sumOf(range(0, 30))], MINIMUM)).toEqual([true]);
  });

  it("sees one person's changed work between two askings", () => {
    const before = sumOf(range(0, 20));
    const after = before.slice();
    after[3] = 3 * PER_PERSON + 2;
    expect(allowedSums([before], [after], MINIMUM)).toEqual([false]);
  });

  it("sees what follows from three sums of which no two are near", () => {
    const [all, one] = [sumOf(range(0, 60)), sumOf(range(0, 30))];
    // All less the first thirty less the last twenty-nine leaves one.
    expect(allowedSums([all, one], [sumOf(range(31, 60))], MINIMUM)).toEqual([false]);
    expect(allowedSums([all, one], [sumOf(range(40, 60))], MINIMUM)).toEqual([true]);
  });

  it("counts people and not rows: twelve rows of one person are one", () => {
    const rows = Float64Array.from(range(1, 13), (work) => 7 * PER_PERSON + work);
    expect(allowedSums([], [rows], MINIMUM)).toEqual([false]);
    expect(personOf(rows[4] ?? 0)).toBe(7);
  });

  it("counts what it allows as told", () => {
    expect(allowedSums([], [sumOf(range(0, 20)), sumOf(range(0, 21))], MINIMUM)).toEqual([true, false]);
  });
});

const PEOPLE = 40;
const question = fc.subarray(range(0, PEOPLE), { minLength: 0, maxLength: PEOPLE }).chain((some) =>
  // Questions an attacker would ask: any set, all but a few, a run, or a set and one more.
  fc.constantFrom(
    some,
    range(0, PEOPLE).filter((person) => !some.slice(0, 3).includes(person)),
    range(some[0] ?? 0, PEOPLE),
    [...new Set([...range(0, 20), ...some.slice(0, 1)])],
  ),
);

describe("an attacker who asks whatever they like", () => {
  it("adds and subtracts all answers and is left with nobody's own value", () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 2, maxLength: 14 }), (questions) => {
        const told: Contributions[] = [];
        for (const people of questions) {
          const sum = sumOf(people);
          if (allowedSums(told, [sum], MINIMUM)[0]) told.push(sum);
        }
        const basis = orthonormal(told.map((sum) => vectorOf(sum)));
        for (let person = 0; person < PEOPLE; person++) {
          expect(leftOver(unit(person), basis), `person ${person} of ${told.length} answers`).toBeGreaterThan(
            1e-6,
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("finds no two answers that fewer than ten people tell apart", () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 2, maxLength: 14 }), (questions) => {
        const sums = questions.map((people) => sumOf(people));
        const allowed = allowedSums([], sums, MINIMUM);
        const told = questions.filter((_, index) => allowed[index]);
        for (const one of told) {
          for (const other of told) {
            const apart =
              one.filter((person) => !other.includes(person)).length +
              other.filter((person) => !one.includes(person)).length;
            expect(apart === 0 || apart >= MINIMUM).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** The attacker's own linear algebra, by Gram and Schmidt: another method than the audit's. */
function orthonormal(vectors: readonly number[][]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    const rest = without(vector, basis);
    const length = Math.hypot(...rest);
    if (length > 1e-7) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function without(vector: readonly number[], basis: readonly number[][]): number[] {
  let rest = [...vector];
  // Twice, for the digits.
  for (let turn = 0; turn < 2; turn++) {
    for (const other of basis) {
      const along = other.reduce((sum, value, place) => sum + value * (rest[place] ?? 0), 0);
      rest = rest.map((value, place) => value - along * (other[place] ?? 0));
    }
  }
  return rest;
}

const leftOver = (vector: readonly number[], basis: readonly number[][]) =>
  Math.hypot(...without(vector, basis));
const unit = (person: number) => range(0, PEOPLE).map((one) => Number(one === person));
const vectorOf = (sum: Contributions) => {
  const people = new Set(Array.from(sum, personOf));
  return range(0, PEOPLE).map((person) => Number(people.has(person)));
};

/**
 * A sum that was or would be told, as the contributions it adds up: one number each, of which the whole part over
 * {@link PER_PERSON} says whose it is.
 */
export type Contributions = Float64Array;

/** How many contributions one person's number leaves room for. */
export const PER_PERSON = 2 ** 27;

export const personOf = (contribution: number): number => Math.floor(contribution / PER_PERSON);

/** Products of two stay exact in a double. */
const PRIME = 67_108_859;

/**
 * Which of several further sums may be told, given all that were told before. A sum is refused where it, its difference
 * from any one told, or a sum that follows from all of those told by adding and subtracting, would rest on fewer people
 * than the minimum. Candidates are looked at in their order; one that is allowed counts as told for the next.
 *
 * The audit of sums by Chin and Özsoyoğlu (1982): contributions that every sum treats alike are one unknown; the sums
 * are kept as a matrix in reduced echelon form over a prime field, of which no row may stand on too few people.
 */
export function allowedSums(
  told: readonly Contributions[],
  candidates: readonly Contributions[],
  minimum: number,
): readonly boolean[] {
  const { unknownsOf, peopleOf } = unknowns([...told, ...candidates]);
  const few = (places: Iterable<number>) => fewerPeople(places, peopleOf, minimum);
  const matrix = new Echelon(peopleOf.length);
  const kept: ReadonlySet<number>[] = [];
  for (const places of unknownsOf.slice(0, told.length)) {
    matrix.add(places);
    kept.push(places);
  }
  return unknownsOf.slice(told.length).map((places) => {
    const isNear = kept.some((other) => {
      const apart = [...difference(places, other), ...difference(other, places)];
      return apart.length > 0 && few(apart);
    });
    if (few(places) || isNear) return false;
    const extended = matrix.with(places);
    if (extended.rows.some((row) => few(support(row)))) return false;
    matrix.rows = extended.rows;
    kept.push(places);
    return true;
  });
}

/** Splits all contributions into classes that every sum takes whole or not at all. */
function unknowns(sums: readonly Contributions[]) {
  const classOf = new Map<number, number>();
  let classes = 0;
  for (const sum of sums) {
    const split = new Map<number, number>();
    for (const contribution of sum) {
      const before = classOf.get(contribution) ?? -1;
      const after = split.get(before) ?? classes++;
      split.set(before, after);
      classOf.set(contribution, after);
    }
  }
  // Classes that were split to the last have no member left.
  const placeOf = new Map<number, number>();
  const peopleOf: Set<number>[] = [];
  for (const [contribution, own] of classOf) {
    const place = placeOf.get(own) ?? peopleOf.push(new Set()) - 1;
    placeOf.set(own, place);
    peopleOf[place]?.add(personOf(contribution));
  }
  const unknownsOf = sums.map(
    (sum) => new Set(Array.from(sum, (contribution) => placeOf.get(classOf.get(contribution) ?? -1) ?? -1)),
  );
  return { unknownsOf, peopleOf };
}

function fewerPeople(
  places: Iterable<number>,
  peopleOf: readonly ReadonlySet<number>[],
  minimum: number,
): boolean {
  const found = new Set<number>();
  for (const place of places) {
    for (const person of peopleOf[place] ?? []) {
      found.add(person);
      if (found.size >= minimum) return false;
    }
  }
  return true;
}

function* difference(one: ReadonlySet<number>, other: ReadonlySet<number>): Generator<number> {
  for (const place of one) if (!other.has(place)) yield place;
}

function* support(row: Float64Array): Generator<number> {
  for (let place = 0; place < row.length; place++) if (row[place] !== 0) yield place;
}

/** Rows in reduced echelon form over the field of {@link PRIME}: each has a 1 where no other row has anything. */
class Echelon {
  rows: readonly Float64Array[] = [];
  constructor(private readonly width: number) {}

  add(places: ReadonlySet<number>): void {
    this.rows = this.with(places).rows;
  }

  with(places: ReadonlySet<number>): { readonly rows: readonly Float64Array[] } {
    const row = new Float64Array(this.width);
    for (const place of places) row[place] = 1;
    for (const own of this.rows) subtract(row, own, row[pivotOf(own)] ?? 0);
    const pivot = pivotOf(row);
    if (pivot === -1) return this;
    const inverse = inverseOf(row[pivot] ?? 1);
    for (let place = pivot; place < row.length; place++) row[place] = ((row[place] ?? 0) * inverse) % PRIME;
    const rest = this.rows.map((own) => {
      const factor = own[pivot] ?? 0;
      if (factor === 0) return own;
      const copy = own.slice();
      subtract(copy, row, factor);
      return copy;
    });
    return { rows: [...rest, row] };
  }
}

const pivotOf = (row: Float64Array): number => row.findIndex((value) => value !== 0);

function subtract(from: Float64Array, row: Float64Array, factor: number): void {
  if (factor === 0) return;
  for (let place = 0; place < from.length; place++) {
    const value = row[place] ?? 0;
    if (value === 0) continue;
    const left = ((from[place] ?? 0) - ((factor * value) % PRIME)) % PRIME;
    from[place] = left < 0 ? left + PRIME : left;
  }
}

/** By Fermat: the power of the prime less two. */
function inverseOf(value: number): number {
  let result = 1;
  let base = value % PRIME;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

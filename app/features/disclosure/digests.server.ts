import { createHmac } from "node:crypto";
import { type Contributions, PER_PERSON } from "~/stats/disclosure/sum-audit";

/** What one unit of observation adds to a sum. */
export interface Contribution {
  readonly person: string;
  /** Distinguishes several of one person: the project. */
  readonly part: string;
  /** The numbers it adds: another asking with other numbers is another contribution. */
  readonly inputs: readonly number[];
}

const PERSON_BITS = 26;
const PART_BITS = 27;

/**
 * Contributions as keyed digests. 26 bits say whose a contribution is, 27 which of that person's: a double holds both.
 * Two people of one digest are taken for one, which withholds more and never less.
 */
export function contributionsWith(
  key: Buffer,
): (contributions: readonly Contribution[]) => readonly number[] {
  const known = new Map<string, number>();
  const digest = (text: string, bits: number) => {
    const bytes = createHmac("sha256", key).update(text).digest();
    return bytes.readUInt32BE(0) >>> (32 - bits);
  };
  const personNumber = (person: string) => {
    const number = known.get(person) ?? digest(JSON.stringify([person]), PERSON_BITS);
    known.set(person, number);
    return number;
  };
  return (contributions) =>
    contributions.map(
      ({ person, part, inputs }) =>
        personNumber(person) * PER_PERSON + digest(JSON.stringify([person, part, inputs]), PART_BITS),
    );
}

/** The sum of contributions, each of them once. */
export const sumWith = (numbers: readonly number[]): Contributions =>
  Float64Array.from(new Set(numbers)).sort();

/** A keyed digest of a sum: the same for the same contributions. */
export function digestOf(key: Buffer, sum: Contributions): string {
  return createHmac("sha256", key).update(bytesOf(sum)).digest("base64url");
}

/** Doubles as they are kept: little-endian whatever the machine. */
export function bytesOf(sum: Contributions): Buffer {
  const bytes = Buffer.alloc(sum.length * 8);
  sum.forEach((number, index) => bytes.writeDoubleLE(number, index * 8));
  return bytes;
}

export function sumFrom(bytes: Buffer): Contributions {
  return Float64Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8));
}

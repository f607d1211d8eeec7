import { requireProbability } from "./interval";

/** Each bucket's upper end over its lower end. */
const RATIO = 1.02;
const LOG_RATIO = Math.log(RATIO);

/** A histogram as it is stored: `counts[i]` values lie in bucket `first + i`; `zeros` values are exactly 0. */
export interface PackedHistogram {
  readonly zeros: number;
  readonly first: number;
  readonly counts: readonly number[];
}

/**
 * A histogram of values of 0 or more in buckets that grow by 2 %, for quantiles of more values than one would keep.
 * A quantile is within 1 % of the exact one (type 7, see `quantiles.ts`), because each value is known to a factor of
 * sqrt(1.02). Histograms add and subtract exactly, so days become months and a correction takes back what it corrects.
 * Seconds from a millisecond to a year take at most 1,220 buckets.
 */
export class LogHistogram {
  private zeros = 0;
  private first = 0;
  private counts = new Float64Array(0);

  /** The histogram of these values. */
  static of(values: Iterable<number>): LogHistogram {
    const histogram = new LogHistogram();
    for (const value of values) histogram.add(value);
    return histogram;
  }

  static unpack(packed: PackedHistogram): LogHistogram {
    const histogram = new LogHistogram();
    histogram.zeros = packed.zeros;
    histogram.first = packed.first;
    histogram.counts = Float64Array.from(packed.counts);
    return histogram;
  }

  /** The stored form, without empty buckets at its ends. */
  pack(): PackedHistogram {
    const from = this.counts.findIndex((count) => count !== 0);
    if (from < 0) return { zeros: this.zeros, first: 0, counts: [] };
    const to = this.counts.findLastIndex((count) => count !== 0) + 1;
    return { zeros: this.zeros, first: this.first + from, counts: [...this.counts.subarray(from, to)] };
  }

  /** How many values are counted. */
  get size(): number {
    return this.counts.reduce((sum, count) => sum + count, this.zeros);
  }

  /** Counts a value `times` times. Throws a RangeError for a value below 0 or not finite. */
  add(value: number, times = 1): void {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`A log-histogram holds finite values of 0 or more, not ${value}.`);
    }
    if (value === 0) this.zeros += times;
    else this.addTo(Math.floor(Math.log(value) / LOG_RATIO), times);
  }

  /** Adds all that `other` counts. */
  merge(other: LogHistogram): void {
    this.combine(other, 1);
  }

  /**
   * Takes away all that `other` counts. Throws a RangeError, and changes nothing, where `other` counts something that
   * is not here.
   */
  subtract(other: LogHistogram): void {
    const missing = other.counts.some((count, index) => count > this.countIn(other.first + index));
    if (missing || other.zeros > this.zeros) {
      throw new RangeError("Cannot take away values that the histogram does not hold.");
    }
    this.combine(other, -1);
  }

  /** The quantile at `probability`, within 1 % of the exact one; null with no values. */
  quantile(probability: number): number | null {
    requireProbability(probability);
    const size = this.size;
    if (size === 0) return null;
    const rank = (size - 1) * probability;
    const below = Math.floor(rank);
    const low = this.valueAt(below);
    const share = rank - below;
    return share === 0 ? low : low + (this.valueAt(below + 1) - low) * share;
  }

  /** The geometric middle of the bucket that holds the value of this rank, counted from 0. */
  private valueAt(rank: number): number {
    if (rank < this.zeros) return 0;
    let seen = this.zeros;
    let bucket = 0;
    while (bucket < this.counts.length - 1) {
      seen += this.counts[bucket]!;
      if (rank < seen) break;
      bucket++;
    }
    return Math.exp((this.first + bucket + 0.5) * LOG_RATIO);
  }

  private countIn(bucket: number): number {
    return this.counts[bucket - this.first] ?? 0;
  }

  private combine(other: LogHistogram, sign: 1 | -1): void {
    this.zeros += sign * other.zeros;
    // Read from a copy: merging a histogram with itself may grow it meanwhile.
    const { first } = other;
    other.counts.slice().forEach((count, index) => {
      if (count !== 0) this.addTo(first + index, sign * count);
    });
  }

  private addTo(bucket: number, times: number): void {
    if (this.counts.length === 0) {
      this.first = bucket;
      this.counts = new Float64Array(1);
    } else if (bucket < this.first || bucket >= this.first + this.counts.length) {
      this.growTo(bucket);
    }
    const index = bucket - this.first;
    this.counts[index]! += times;
  }

  /** Room for `bucket`, and some to spare beyond it, so that growing costs little. */
  private growTo(bucket: number): void {
    const spare = 32;
    const first = bucket < this.first ? bucket - spare : this.first;
    const end = Math.max(this.first + this.counts.length, bucket + spare);
    const counts = new Float64Array(end - first);
    counts.set(this.counts, this.first - first);
    this.first = first;
    this.counts = counts;
  }
}

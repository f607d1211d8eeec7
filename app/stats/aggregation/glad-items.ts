import type { LabelSet } from "./label-set";

/**
 * GLAD's items, with their easiness always at its best for the abilities of the moment. What is left is a function of
 * abilities alone, with far fewer unknowns and none of the stiffness between items and busy annotators; its derivative
 * by an ability is the plain one, as easiness at its best changes nothing to first order (variable projection).
 *
 * An annotator of ability a is right on an item of easiness b with chance s = 1 / (1 + exp(-x)), x = a exp(b); wrong
 * answers share the rest evenly. As log s - log((1 - s) / (K - 1)) = x + log(K - 1), a class needs only the sum of x over
 * its votes, and a judgment one exponential.
 */
export class GladItems {
  readonly easiness: Float64Array;
  readonly posterior: Float64Array;
  readonly #labels: LabelSet;
  /** Of the item at hand: abilities and chances of being right by judgment; votes, abilities and shares by class. */
  readonly #ability: Float64Array;
  readonly #right: Float64Array;
  readonly #votes: Float64Array;
  readonly #abilities: Float64Array;
  readonly #share: Float64Array;
  #judgments = 0;
  /** Value, first and second derivative of the item's share of the objective at the easiness last tried. */
  #value = 0;
  #slope = 0;
  #bend = 0;

  constructor(labels: LabelSet) {
    const { itemCount, classCount: K, itemStart } = labels;
    let longest = 0;
    for (let i = 0; i < itemCount; i++) longest = Math.max(longest, itemStart[i + 1]! - itemStart[i]!);
    this.#labels = labels;
    this.easiness = new Float64Array(itemCount).fill(1);
    this.posterior = new Float64Array(itemCount * K).fill(1 / K);
    this.#ability = new Float64Array(longest);
    this.#right = new Float64Array(longest);
    this.#votes = new Float64Array(K);
    this.#abilities = new Float64Array(K);
    this.#share = new Float64Array(K);
  }

  /**
   * Log likelihood and log prior of all items at these abilities. Adds each ability's derivative to `gradient` and its
   * expected information to `information`.
   */
  sum(abilities: Float64Array, gradient: Float64Array, information: Float64Array): number {
    const { itemCount, classCount: K, itemStart, annotator, label } = this.#labels;
    let total = 0;
    for (let i = 0; i < itemCount; i++) {
      const start = itemStart[i]!;
      const end = itemStart[i + 1]!;
      if (start === end) continue;
      this.#load(abilities, start, end);
      const scale = Math.exp((this.easiness[i] = this.#improve(this.easiness[i]!)));
      total += this.#value;
      for (let row = start; row < end; row++) {
        const right = this.#right[row - start]!;
        gradient[annotator[row]!]! += (this.#share[label[row]!]! - right) * scale;
        information[annotator[row]!]! += right * (1 - right) * scale * scale;
      }
      for (let c = 0; c < K; c++) this.posterior[i * K + c] = this.#share[c]!;
    }
    return total;
  }

  #load(abilities: Float64Array, start: number, end: number): void {
    const { annotator, label } = this.#labels;
    this.#judgments = end - start;
    this.#votes.fill(0);
    this.#abilities.fill(0);
    for (let row = start; row < end; row++) {
      const ability = abilities[annotator[row]!]!;
      this.#ability[row - start] = ability;
      this.#abilities[label[row]!]! += ability;
      this.#votes[label[row]!]!++;
    }
  }

  /** Newton's method, uphill only. Chances, shares and value are left at the easiness it returns. */
  #improve(start: number): number {
    let easiness = start;
    this.#evaluate(easiness);
    for (let round = 0; round < 60 && Math.abs(this.#slope) > 1e-10; round++) {
      const before = this.#value;
      const newton = this.#bend < 0 ? -this.#slope / this.#bend : Math.sign(this.#slope);
      let step = Math.max(-1, Math.min(1, newton));
      this.#evaluate(easiness + step);
      while (this.#value < before - 1e-13 * Math.abs(before)) {
        step /= 2;
        this.#evaluate(easiness + step);
      }
      easiness += step;
    }
    return easiness;
  }

  #evaluate(easiness: number): void {
    const scale = Math.exp(easiness);
    let lost = 0;
    let product = 1;
    let expected = 0;
    let spread = 0;
    for (let n = 0; n < this.#judgments; n++) {
      const x = this.#ability[n]! * scale;
      const tail = Math.exp(-Math.abs(x));
      const right = (x >= 0 ? 1 : tail) / (1 + tail);
      this.#right[n] = right;
      // log(1 + exp(x)) = max(x, 0) + log(1 + tail), and a product of factors of at most 2 stands for their logarithms.
      if (x > 0) lost += x;
      product *= 1 + tail;
      if (product > 1e300) {
        lost += Math.log(product);
        product = 1;
      }
      expected += right * x;
      spread += right * (1 - right) * x * x;
    }
    this.#mix(easiness, scale, lost + Math.log(product), expected, spread);
  }

  /** Shares of the classes, and the value with its derivatives, from what the judgments add up to. */
  #mix(easiness: number, scale: number, lost: number, expected: number, spread: number): void {
    const K = this.#share.length;
    const logOthers = Math.log(K - 1);
    let highest = -Infinity;
    for (let c = 0; c < K; c++) {
      const score = this.#abilities[c]! * scale + this.#votes[c]! * logOthers;
      this.#share[c] = score;
      if (score > highest) highest = score;
    }
    let sum = 0;
    for (let c = 0; c < K; c++) sum += this.#share[c] = Math.exp(this.#share[c]! - highest);
    let mean = 0;
    let square = 0;
    for (let c = 0; c < K; c++) {
      const share = this.#share[c]! / sum;
      const votes = this.#abilities[c]! * scale;
      this.#share[c] = share;
      mean += share * votes;
      square += share * votes * votes;
    }
    const off = easiness - 1;
    const others = this.#judgments * logOthers + Math.log(K);
    this.#value = highest + Math.log(sum) - lost - others - (off * off) / 2;
    this.#slope = mean - expected - off;
    this.#bend = mean + (square - mean * mean) - expected - spread - 1;
  }
}

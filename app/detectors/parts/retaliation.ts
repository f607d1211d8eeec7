import type { Appeal, Timeline } from "~/domain/evidence";
import type { Json } from "~/domain/finding";
import { normalTwoSided, twoSidedZ } from "~/stats/normal";
import { availableSpans, countWithin, secondsBefore } from "./timeline";

/** What became of offers after something that people are free to do. */
export interface Retaliation {
  readonly flagged: boolean;
  /** Two-sided, of no change against the others; null where there is no comparison. */
  readonly p: number | null;
  readonly evidence: Json;
}

const SPAN_SEC = 90 * 86_400;
const MOST_CONTROLS = 300;
const MATCHES = 5;

interface Window {
  readonly from: number;
  readonly to: number;
}

interface Sides {
  readonly beforeOffers: number;
  readonly beforeHours: number;
  readonly afterOffers: number;
  readonly afterHours: number;
}

/**
 * Do offers per available hour fall after somebody files an appeal? 90 days after against before, compared with the
 * five people who did not file and had the nearest rate before: a difference in differences of Poisson rates on the
 * log scale. Flags a ratio of at most `threshold` whose 95 % interval lies below 1.
 */
export function retaliation(
  timelines: readonly Timeline[],
  appeals: readonly Appeal[],
  window: Window,
  leastFilers: number,
  threshold: number,
): Retaliation {
  const filed = new Map<string, number>();
  for (const { annotator, filedAt } of appeals) {
    filed.set(annotator, Math.min(filed.get(annotator) ?? Infinity, filedAt));
  }
  const usable = timelines.filter(({ offers, available }) => offers.length > 0 && available.length > 0);
  const filers = usable.filter(({ annotator }) => filed.has(annotator)).map(clocked);
  if (filers.length < leastFilers) {
    return {
      flagged: false,
      p: null,
      evidence: { outcome: "insufficient", filers: filers.length, needed: leastFilers },
    };
  }
  const others = usable.filter(({ annotator }) => !filed.has(annotator));
  const step = Math.max(1, Math.floor(others.length / MOST_CONTROLS));
  const controls = others.filter((_, index) => index % step === 0).map(clocked);
  const own = noSums();
  const matched = noSums();
  let used = 0;
  for (const filer of filers) {
    const at = filed.get(filer.timeline.annotator) ?? 0;
    const sides = sidesOf(filer, at, window);
    if (sides.beforeHours === 0 || sides.afterHours === 0) continue;
    used++;
    accumulate(own, sides);
    for (const control of nearest(controls, sides, at, window)) accumulate(matched, control);
  }
  return compare(own, matched, used, leastFilers, threshold);
}

type Sums = { -readonly [K in keyof Sides]: Sides[K] };
const noSums = (): Sums => ({
  beforeOffers: 0,
  beforeHours: 0,
  afterOffers: 0,
  afterHours: 0,
});

function accumulate(sums: Sums, sides: Sides): void {
  sums.beforeOffers += sides.beforeOffers;
  sums.beforeHours += sides.beforeHours;
  sums.afterOffers += sides.afterOffers;
  sums.afterHours += sides.afterHours;
}

/** A person with a fast answer to how long they were available before an instant. */
interface Clocked {
  readonly timeline: Timeline;
  readonly before: (at: number) => number;
}

const clocked = (timeline: Timeline): Clocked => ({
  timeline,
  before: secondsBefore(availableSpans(timeline)),
});

function sidesOf({ timeline, before }: Clocked, at: number, window: Window): Sides {
  const from = Math.max(window.from, at - SPAN_SEC);
  const to = Math.min(window.to, at + SPAN_SEC);
  return {
    beforeOffers: countWithin(timeline.offers, from, at),
    beforeHours: (before(at) - before(from)) / 3_600,
    afterOffers: countWithin(timeline.offers, at, to),
    afterHours: (before(to) - before(at)) / 3_600,
  };
}

function nearest(controls: readonly Clocked[], filer: Sides, at: number, window: Window): readonly Sides[] {
  const rate = filer.beforeOffers / filer.beforeHours;
  return controls
    .map((control) => sidesOf(control, at, window))
    .filter(({ beforeHours, afterHours }) => beforeHours > 0 && afterHours > 0)
    .map((sides) => ({ sides, distance: Math.abs(sides.beforeOffers / sides.beforeHours - rate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MATCHES)
    .map(({ sides }) => sides);
}

function compare(
  own: Sides,
  matched: Sides,
  filers: number,
  leastFilers: number,
  threshold: number,
): Retaliation {
  const counts = [own.beforeOffers, own.afterOffers, matched.beforeOffers, matched.afterOffers];
  if (filers < leastFilers || counts.some((count) => count === 0)) {
    return { flagged: false, p: null, evidence: { outcome: "insufficient", filers, needed: leastFilers } };
  }
  const change = ({ beforeOffers, beforeHours, afterOffers, afterHours }: Sides) =>
    afterOffers / afterHours / (beforeOffers / beforeHours);
  const ratio = change(own) / change(matched);
  const error = Math.sqrt(counts.reduce((total, count) => total + 1 / count, 0));
  const reach = twoSidedZ(0.95) * error;
  const low = ratio * Math.exp(-reach);
  const high = ratio * Math.exp(reach);
  const flagged = ratio <= threshold && high < 1;
  const outcome = flagged ? "flagged" : low > threshold ? "clear" : "inconclusive";
  return {
    flagged,
    p: normalTwoSided(Math.log(ratio) / error),
    evidence: { outcome, filers, ratio, interval: [low, high], method: "Poisson, log scale" },
  };
}

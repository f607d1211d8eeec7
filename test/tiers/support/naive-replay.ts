import type { PolicyJson } from "~/tiers/policy";

/**
 * A second implementation of tier policies, written from their description alone and without a line of the first: plain
 * loops over the policy's own JSON, one window after another. It is slow and knows shares (successes of n) and values.
 */
export interface NaiveReading {
  /** For shares. */
  readonly x?: number;
  readonly n: number;
  readonly value: number;
  /** Given for values that have an interval. */
  readonly low?: number;
  readonly high?: number;
}

export interface NaiveTally {
  readonly id: string;
  readonly readings: Readonly<Record<string, NaiveReading>>;
}

interface Person {
  tier: string;
  /** Milliseconds of the last promotion or of joining. */
  since: number;
  guaranteed: string | null;
  /** What the last windows in a row called for. */
  calls: string[];
}

export interface NaiveWindow {
  readonly endMs: number;
  readonly startMs: number;
  readonly policy: PolicyJson;
  readonly tallies: readonly NaiveTally[];
}

const DAY = 24 * 60 * 60 * 1000;

function bounds(reading: NaiveReading): [number, number] {
  if (reading.x === undefined) return [reading.low ?? reading.value, reading.high ?? reading.value];
  const z = 1.959963984540054;
  const p = reading.x / reading.n;
  const middle = (p + (z * z) / (2 * reading.n)) / (1 + (z * z) / reading.n);
  const half =
    (z / (1 + (z * z) / reading.n)) *
    Math.sqrt((p * (1 - p)) / reading.n + (z * z) / (4 * reading.n * reading.n));
  return [reading.x === 0 ? 0 : middle - half, reading.x === reading.n ? 1 : middle + half];
}

function satisfied(value: number, op: string, bar: number): boolean {
  switch (op) {
    case ">=":
      return !(value < bar);
    case ">":
      return value > bar;
    case "<=":
      return !(value > bar);
    default:
      return value < bar;
  }
}

/** Yes: reached. No: counts against the person. Null: neither. */
function rule(
  tally: NaiveTally,
  { metric, op, value }: { metric: string; op: string; value: number },
  decideOn: string,
): boolean | null {
  const reading = tally.readings[metric];
  if (!reading || reading.n === 0) return null;
  if (satisfied(reading.value, op, value)) return true;
  if (decideOn === "point") return false;
  const [low, high] = bounds(reading);
  return satisfied(low, op, value) || satisfied(high, op, value) ? null : false;
}

/** Tiers after each window, by person; a person the window knows nothing of keeps theirs. */
export function naiveReplay(
  windows: readonly NaiveWindow[],
  upheld: (id: string, endMs: number) => boolean,
): Record<string, string>[] {
  const people: Record<string, Person> = {};
  let version: number | null = null;
  const history: Record<string, string>[] = [];
  for (const { policy, tallies, endMs, startMs } of windows) {
    const names = policy.tiers.map((tier) => tier.id);
    const bottom = names[names.length - 1]!;
    if (version !== null && version !== policy.version) {
      for (const id in people) people[id] = { ...people[id]!, guaranteed: people[id]!.tier, calls: [] };
    }
    version = policy.version;
    for (const { id } of tallies) {
      people[id] ??= { tier: bottom, since: startMs, guaranteed: null, calls: [] };
    }
    const wanted: Record<string, string> = {};
    const fixed: Record<string, boolean> = {};
    for (const tally of tallies) {
      const person = people[tally.id]!;
      const { want, keep } = wish(policy, tally, person, endMs);
      wanted[tally.id] = want;
      fixed[tally.id] = keep;
    }
    squeeze(policy, tallies, people, wanted, fixed);
    for (const { id } of tallies) settle(policy, people[id]!, wanted[id]!, endMs, () => upheld(id, endMs));
    history.push(Object.fromEntries(Object.entries(people).map(([id, { tier }]) => [id, tier])));
  }
  return history;
}

/** What a person's own readings want, after all protections; `keep`: the place is theirs whatever quotas say. */
function wish(
  policy: PolicyJson,
  tally: NaiveTally,
  person: Person,
  endMs: number,
): { want: string; keep: boolean } {
  const names = policy.tiers.map((tier) => tier.id);
  const here = names.indexOf(person.tier);
  const verdicts = policy.tiers.map((tier) => tier.rules.map((each) => rule(tally, each, policy.decide_on)));
  const gold = tally.readings.gold_accuracy?.n ?? 0;
  const asksGold = policy.tiers.some((tier) => tier.rules.some((each) => each.metric === "gold_accuracy"));
  if (asksGold && (gold === 0 || gold < (policy.minimum_gold ?? 0))) {
    person.calls = [];
    return { want: here === -1 ? names[names.length - 1]! : person.tier, keep: true };
  }
  let call = "";
  for (let index = 0; index < names.length && call === ""; index++) {
    const own = verdicts[index]!;
    if (own.every((verdict) => verdict === true)) call = names[index]!;
    else if (here !== -1 && index >= here && !own.some((verdict) => verdict === false)) call = names[index]!;
  }
  if (here === -1 || call === person.tier) {
    person.calls = [];
    const doubtful =
      here !== -1 &&
      verdicts[here]!.some((verdict, number) => {
        const reading = tally.readings[policy.tiers[here]!.rules[number]!.metric];
        return verdict === null && (!reading || reading.n === 0);
      });
    const unclear =
      here !== -1 &&
      verdicts[here]!.some((verdict, number) => {
        const reading = tally.readings[policy.tiers[here]!.rules[number]!.metric];
        return verdict === null && reading !== undefined && reading.n > 0;
      });
    return { want: call, keep: doubtful && !unclear };
  }
  const up = names.indexOf(call) < here;
  const needed = policy.consecutive_windows ?? 1;
  if (up && (policy.consecutive_windows_apply_to ?? "demotions") === "demotions") {
    person.calls = [];
    return { want: call, keep: false };
  }
  if (!up) {
    const grace = policy.grace_days ?? 0;
    if (grace > 0 && endMs < person.since + grace * DAY) {
      person.calls = [];
      return { want: person.tier, keep: true };
    }
    const until = Date.parse(policy.effective_at) + (policy.grandfather_days ?? 0) * DAY;
    const safe = person.guaranteed === null ? -1 : names.indexOf(person.guaranteed);
    if ((policy.grandfather_days ?? 0) > 0 && endMs < until && safe !== -1) {
      if (safe < names.indexOf(call)) call = names[safe]!;
      if (names.indexOf(call) <= here) {
        person.calls = [];
        return { want: person.tier, keep: true };
      }
    }
  }
  const same = person.calls.filter((each) => names.includes(each));
  const inLine = same.every((each) => names.indexOf(each) < here === up) ? same : [];
  person.calls = [...inLine, call].slice(-needed);
  if (person.calls.length < needed) return { want: person.tier, keep: false };
  const places = person.calls.map((each) => names.indexOf(each));
  const mild = up ? Math.max(...places) : Math.min(...places);
  return { want: names[mild]!, keep: false };
}

function squeeze(
  policy: PolicyJson,
  tallies: readonly NaiveTally[],
  people: Record<string, Person>,
  wanted: Record<string, string>,
  fixed: Record<string, boolean>,
): void {
  const names = policy.tiers.map((tier) => tier.id);
  names.slice(0, -1).forEach((name, level) => {
    const quota = policy.tiers[level]!.quota_share;
    if (quota === null || quota === undefined) return;
    const places = Math.floor(quota * tallies.length + 1e-9);
    const metric = policy.rank_by ?? "gold_accuracy";
    const lowerIsBetter = ["handling_ratio", "rejection_rate"].includes(metric);
    const claimants = tallies.filter(({ id }) => wanted[id] === name);
    let taken = claimants.filter(({ id }) => fixed[id]).length;
    const others = claimants.filter(({ id }) => !fixed[id]);
    while (others.length > 0) {
      let best = 0;
      for (let index = 1; index < others.length; index++) {
        if (ahead(others[index]!, others[best]!, metric, lowerIsBetter)) best = index;
      }
      const [person] = others.splice(best, 1);
      if (taken < places) {
        taken++;
        continue;
      }
      const here = names.indexOf(people[person!.id]!.tier);
      let next = names[names.length - 1]!;
      for (let index = names.length - 1; index > level; index--) {
        const own = policy.tiers[index]!.rules.map((each) => rule(person!, each, policy.decide_on));
        const reached = own.every((verdict) => verdict === true);
        const kept = here !== -1 && index >= here && own.every((verdict) => verdict !== false);
        if (reached || kept) next = names[index]!;
      }
      wanted[person!.id] = next;
    }
  });
}

function ahead(one: NaiveTally, other: NaiveTally, metric: string, lowerIsBetter: boolean): boolean {
  const [a, b] = [one.readings[metric], other.readings[metric]];
  const [hasA, hasB] = [!!a && a.n > 0, !!b && b.n > 0];
  if (hasA !== hasB) return hasA;
  if (hasA && hasB && a!.value !== b!.value) return lowerIsBetter ? a!.value < b!.value : a!.value > b!.value;
  if (hasA && hasB && a!.n !== b!.n) return a!.n > b!.n;
  return one.id < other.id;
}

function settle(
  policy: PolicyJson,
  person: Person,
  want: string,
  endMs: number,
  upheld: () => boolean,
): void {
  const names = policy.tiers.map((tier) => tier.id);
  const here = names.indexOf(person.tier);
  const there = names.indexOf(want);
  if (here === there) return;
  const falls = here !== -1 && there > here;
  // Whatever a person makes of it, the next window starts counting anew.
  if (falls) person.calls = [];
  if (falls && policy.human_review_before_demotion === true && !upheld()) return;
  if (here !== -1 && there < here) person.since = endMs;
  person.tier = want;
  person.calls = [];
}

import type {
  Earnings,
  Evidence,
  GoldDays,
  OfferedBatch,
  Person,
  TierChange,
  TierPolicyRecord,
  TimeEntry,
  Timeline,
} from "~/domain/evidence";
import type { Detector, DetectorContext, RequiredTable } from "~/domain/detector";
import type { Finding } from "~/domain/finding";
import { runDetector, type Correction } from "~/detectors/parts/run";
import { weekOf } from "~/detectors/parts/gold";
import { seededRandom } from "~/stats/random";
import { LEDGER } from "~/domain/ledger";

export const HOUR = 3_600;
export const DAY = 86_400;
export const WEEK = 7 * DAY;
/** Monday 2026-01-05 00:00 UTC. */
export const START = Date.UTC(2026, 0, 5) / 1_000;
export const END = START + 26 * WEEK;

/** A ledger with nothing in it. */
export const EMPTY: Evidence = {
  people: [],
  policies: [],
  tierChanges: [],
  decisions: [],
  appeals: [],
  contracts: [],
  streaks: [],
  goldDays: {
    annotators: [],
    projects: [],
    person: new Int32Array(),
    project: new Int32Array(),
    day: new Int32Array(),
    correct: new Int32Array(),
    total: new Int32Array(),
  },
  allocation: { batches: [], hours: [] },
  timelines: [],
  earnings: [],
  floors: { floors: [], rates: [] },
  targetStates: { cells: [], targets: 0, lapsed: [] },
  speed: { strata: [], targets: [], changes: [] },
  payCells: {
    annotators: [],
    cells: [],
    person: new Int32Array(),
    rateMinor: new Float64Array(),
    judgments: new Int32Array(),
  },
  bonuses: [],
  access: [],
  goldItems: {
    annotators: [],
    items: [],
    person: new Int32Array(),
    missed: new Uint8Array(),
    at: new Float64Array(),
  },
  reviewTallies: [],
  reviewedBy: [],
  contentDays: { declared: false, days: [], optOuts: [] },
  estimates: [],
};

export const ALL_TABLES: ReadonlySet<RequiredTable> = new Set([
  ...(Object.keys(LEDGER) as RequiredTable[]),
  "tier_policies",
]);

export function contextOf(more: Partial<DetectorContext> = {}): DetectorContext {
  return {
    window: { from: START, to: END },
    now: END,
    people: 100,
    random: (stream) => seededRandom(stream),
    ...more,
  };
}

/** Runs one detector on evidence that is empty but for `evidence`. */
export function audit(
  detector: Detector,
  evidence: Partial<Evidence>,
  options: {
    context?: Partial<DetectorContext>;
    params?: Record<string, number>;
    tables?: ReadonlySet<RequiredTable>;
    correction?: Correction;
  } = {},
): readonly Finding[] {
  return runDetector(
    detector,
    { ...EMPTY, ...evidence },
    {
      tables: options.tables ?? ALL_TABLES,
      settings: { [detector.id]: options.params ?? {} },
      correction: options.correction ?? "benjamini-hochberg",
      context: contextOf(options.context),
    },
  );
}

/** The finding for the programme. */
export function programme(...args: Parameters<typeof audit>): Finding {
  const found = audit(...args).find(({ scope }) => scope === "programme");
  if (!found) throw new Error("The detector gave no finding for the programme.");
  return found;
}

export const aPerson = (annotator: string, more: Partial<Person> = {}): Person => ({
  annotator,
  zone: "UTC",
  country: "DE",
  region: null,
  joinedAt: null,
  leftAt: null,
  ...more,
});

export interface TimelineShape extends Partial<Person> {
  readonly work?: readonly (readonly [from: number, to: number])[];
  readonly entries?: readonly TimeEntry[];
  readonly available?: readonly (readonly [from: number, to: number, source?: "declared" | "online"])[];
  readonly offers?: readonly number[];
}

export function aTimeline(
  annotator: string,
  { work, entries, available, offers, ...person }: TimelineShape = {},
): Timeline {
  return {
    ...aPerson(annotator, person),
    work: Int32Array.from((work ?? []).flatMap(([from, to]) => [from, to, to - from])),
    entries: entries ?? [],
    available: Int32Array.from(
      (available ?? []).flatMap(([from, to, source]) => [from, to, source === "online" ? 1 : 0]),
    ),
    offers: Int32Array.from(offers ?? []).sort(),
  };
}

export const someEarnings = (annotator: string, at: number, more: Partial<Earnings> = {}): Earnings => ({
  annotator,
  week: weekOf(at),
  month: (new Date(at * 1_000).getUTCFullYear() - 1970) * 12 + new Date(at * 1_000).getUTCMonth(),
  currency: "EUR",
  judgments: 100,
  payMinor: 0,
  paidJudgments: 100,
  activeSec: 0,
  activeKnown: 100,
  idleSec: 0,
  elapsedSec: 0,
  elapsedKnown: 0,
  rejected: 0,
  rejectedSec: 0,
  rejectedPayMinor: 0,
  rejectedWithoutReason: 0,
  lostSec: 0,
  extrasMinor: 0,
  workPaymentsMinor: 0,
  ...more,
});

export const aPolicy = (more: Partial<TierPolicyRecord> = {}): TierPolicyRecord => ({
  version: 1,
  project: null,
  announcedAt: START - 60 * DAY,
  effectiveAt: START - 30 * DAY,
  retroactive: false,
  windowDays: 28,
  minimumGold: 20,
  decideOn: "point",
  consecutiveWindows: 1,
  humanReview: false,
  tiers: [
    {
      id: "royalty",
      rules: [{ metric: "gold_accuracy", op: ">=", value: 0.95 }],
      quotaShare: null,
      payMultiplier: 1.25,
      premiumAccess: true,
    },
    { id: "standard", rules: [], quotaShare: null, payMultiplier: 1, premiumAccess: false },
  ],
  ...more,
});

export const aTierChange = (more: Partial<TierChange> = {}): TierChange => ({
  id: "t1",
  annotator: "a1",
  project: null,
  fromTier: "royalty",
  toTier: "standard",
  at: START + 28 * DAY,
  policyVersion: 1,
  actor: "human",
  actorId: "m1",
  goldCorrect: null,
  goldTotal: null,
  evidenceOpenedAt: null,
  decidedAt: null,
  reasons: "Accuracy below the bar in two windows.",
  notifiedAt: START + 20 * DAY,
  ...more,
});

export interface GoldRow {
  readonly annotator: string;
  readonly project?: string;
  readonly at: number;
  readonly correct: number;
  readonly total: number;
}

export function goldDays(rows: readonly GoldRow[]): GoldDays {
  const annotators = [...new Set(rows.map(({ annotator }) => annotator))];
  const projects = [...new Set(rows.map(({ project }) => project ?? "p1"))];
  const places = new Map(annotators.map((annotator, index) => [annotator, index]));
  return {
    annotators,
    projects,
    person: Int32Array.from(rows, ({ annotator }) => places.get(annotator) ?? 0),
    project: Int32Array.from(rows, ({ project }) => projects.indexOf(project ?? "p1")),
    day: Int32Array.from(rows, ({ at }) => Math.floor(at / DAY)),
    correct: Int32Array.from(rows, ({ correct }) => correct),
    total: Int32Array.from(rows, ({ total }) => total),
  };
}

export const aBatch = (
  batch: string,
  at: number,
  offerees: readonly string[],
  more: Partial<OfferedBatch> = {},
): OfferedBatch => ({
  batch,
  project: "p1",
  week: weekOf(at),
  at,
  premium: true,
  hourlyMinor: null,
  payMinor: 1_000,
  currency: "EUR",
  minimumTier: null,
  offerees,
  ...more,
});

/** A pattern that can be planted, what its strength counts, and the strength of the demonstration. */
export interface Pattern {
  readonly id: string;
  readonly strength: string;
  readonly usual: number;
}

/** Every pattern the programme can carry, in the order of the detector catalogue. Left out, it is not there at all. */
export const PATTERNS = [
  {
    id: "golden-batch-concentration",
    strength: "weight of the top tier in the draw of premium batches; others weigh 1",
    usual: 4,
  },
  {
    id: "tier-lock-in",
    strength: "weight of tiers with premium access in the draw; tiers below weigh 1",
    usual: 4,
  },
  {
    id: "near-target-starvation",
    strength: "how many times longer the wait from offer to offer is above 90 % of a target",
    usual: 2,
  },
  {
    id: "speed-pressure-decay",
    strength: "percentage points of accuracy lost in the fastest fifth of a person's work",
    usual: 8,
  },
  {
    id: "perfect-score-cliff",
    strength: "gold accuracy the top tier asks for, decided on points",
    usual: 0.99,
  },
  { id: "goalpost-ratchet", strength: "percentage points each new version raises the bars by", usual: 2 },
  {
    id: "forced-ranking-quota",
    strength:
      "share of the roster that fits into the top tier; tiers are then dealt by the system, on points",
    usual: 0.2,
  },
  { id: "sub-minimum-effective-pay", strength: "what the pay of every item is divided by", usual: 3 },
  { id: "unpaid-work-share", strength: "unpaid hours of other work for each hour of items", usual: 0.55 },
  {
    id: "personalised-pay-spread",
    strength: "standard deviation of a personal pay factor, log scale",
    usual: 0.15,
  },
  { id: "compulsion-loop", strength: "times as many late sessions on days a streak is at risk", usual: 4 },
  { id: "hours-rest-night-breach", strength: "share of annotators who work without due rest", usual: 0.12 },
  {
    id: "income-feast-famine",
    strength: "work offered in a month of plenty over a month of famine",
    usual: 5,
  },
  { id: "task-drought", strength: "hours waited for each hour of items", usual: 1.5 },
  { id: "disparate-impact", strength: "how many times less often women are drawn and kept", usual: 2.5 },
  { id: "gold-likely-wrong", strength: "share of gold items whose key is wrong", usual: 0.05 },
  { id: "reviewer-lottery", strength: "standard deviation of reviewers' severity, logits", usual: 0.8 },
  {
    id: "decision-without-human",
    strength: "share of decisions nobody looked at and of appeals nobody answered in time",
    usual: 0.7,
  },
  { id: "contract-churn", strength: "contracts of one annotator in six months", usual: 8 },
  {
    id: "harmful-content-load",
    strength: "times as much unwarned disturbing work, without daily limit",
    usual: 4,
  },
] as const satisfies readonly Pattern[];

export type PatternId = (typeof PATTERNS)[number]["id"];
export type Planted = Readonly<Partial<Record<PatternId, number>>>;

/** All twenty at the strength of the demonstration. */
export const EVERY_PATTERN: Planted = Object.fromEntries(PATTERNS.map(({ id, usual }) => [id, usual]));

import type { Row } from "~/domain/ledger";
import { type Random, seededRandom } from "~/stats/random";
import { type Calendar, DAY, HOUR, iso, MINUTE } from "./calendar";
import { between, chance } from "./chance";
import type { ReviewFact, Work } from "./facts";
import type { Person } from "./people";
import type { Simulated } from "./simulate";
import { manager } from "./tier-changes";

const GROUNDS = {
  suspension:
    "Two answers were shared word for word with another account; work paused until both were heard.",
  termination: "Third confirmed sharing of client material after two written warnings.",
  pay_withheld: "Batch under investigation for copied answers; the rest of the week was paid.",
} as const;

/** Suspensions, removals and withheld pay: a handful, each read, reasoned and announced by a person. */
export function decisionRows({ studio }: Simulated): readonly Row<"decisions">[] {
  const { calendar, effects, settled } = studio;
  const random = seededRandom(`${settled.seed}/decisions`);
  const share = effects.unattendedShare > 0 ? 0.12 : 0.035;
  const rows: Omit<Row<"decisions">, "decisionId">[] = [];
  for (const person of studio.people) {
    const [call, kind, at] = [random(), random(), random()];
    if (person.removed && person.leftMs !== null) {
      rows.push(decision(person, "termination", person.leftMs, effects.unattendedShare, random));
    } else if (call < share) {
      const fromMs = Math.max(person.joinedMs, calendar.startMs) + 10 * DAY;
      const atMs = fromMs + Math.floor(at * Math.max(0, calendar.endMs - 5 * DAY - fromMs));
      const what = kind < 0.7 ? "suspension" : "pay_withheld";
      rows.push(
        decision(person, what, Math.min(atMs, calendar.endMs - DAY), effects.unattendedShare, random),
      );
    }
  }
  return rows
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .map((row, index) => ({ decisionId: `D${String(index + 1).padStart(4, "0")}`, ...row }));
}

function decision(
  person: Person,
  kind: keyof typeof GROUNDS,
  atMs: number,
  unattendedShare: number,
  random: Random,
): Omit<Row<"decisions">, "decisionId"> {
  const common = { annotatorId: person.id, kind, at: iso(atMs) };
  const [opened, took] = [between(28, 50, random), between(12, 80, random)];
  const by = manager(random);
  if (chance(unattendedShare, random)) return { ...common, actor: "system", decidedAt: iso(atMs) };
  const decidedMs = Math.round(atMs - opened * HOUR + took * MINUTE);
  return {
    ...common,
    actor: "human",
    actorId: by,
    evidenceOpenedAt: iso(Math.round(atMs - opened * HOUR)),
    decidedAt: iso(decidedMs),
    reasons: GROUNDS[kind],
    notifiedAt: iso(decidedMs + 15 * MINUTE),
    contact: `${by}, annotator relations`,
  };
}

interface Contested {
  readonly annotatorId: string;
  readonly subject: Row<"appeals">["subject"];
  readonly subjectId: string;
  readonly afterMs: number;
}

/** Contests of judgments, keys, reviews, tier changes and decisions, with the fortnight in which they are answered. */
export function appealRows(
  simulated: Simulated,
  changes: readonly Row<"tier_changes">[],
  decisions: readonly Row<"decisions">[],
): readonly Row<"appeals">[] {
  const { calendar, effects, settled } = simulated.studio;
  const random = seededRandom(`${settled.seed}/appeals`);
  const contested = [...complaints(simulated), ...grievances(simulated, changes, decisions, random)];
  return contested
    .map((each) => ({ ...each, filedMs: each.afterMs + Math.round(between(0.1, 4, random) * DAY) }))
    .filter(({ filedMs }) => filedMs < calendar.endMs)
    .sort((one, other) => one.filedMs - other.filedMs)
    .map(({ annotatorId, subject, subjectId, filedMs }, index) => ({
      ...{ appealId: `X${String(index + 1).padStart(4, "0")}`, annotatorId, subject, subjectId },
      filedAt: iso(filedMs),
      ...answer(calendar, filedMs, subject, chance(effects.unattendedShare, random), random),
    }));
}

type Answer = Pick<Row<"appeals">, "answeredAt" | "outcome" | "rectifiedAt">;

function answer(
  { endMs }: Calendar,
  filedMs: number,
  subject: Contested["subject"],
  ignored: boolean,
  random: Random,
): Answer {
  const [delay, verdict, mending] = [random(), random(), random()];
  const answeredMs = filedMs + Math.round((ignored ? 16 + 40 * delay : 1.5 + 9 * delay) * DAY);
  if (answeredMs >= endMs) return { answeredAt: null, outcome: null, rectifiedAt: null };
  const lost = subject === "tier_change" || subject === "decision" || ignored;
  const outcome = verdict < 0.06 ? "withdrawn" : verdict < (lost ? 0.06 : 0.5) ? "upheld" : "rejected";
  const rectifiedMs = answeredMs + Math.round((0.5 + 8 * mending) * DAY);
  const rectifiedAt = outcome === "upheld" && rectifiedMs < endMs ? iso(rectifiedMs) : null;
  return { answeredAt: iso(answeredMs), outcome, rectifiedAt };
}

/** Those people who complain do so about their last judgment that went against them, or else their last one. */
function complaints({ studio }: Simulated): readonly Contested[] {
  const last = new Map<Person, Work>();
  for (const work of studio.facts.work) {
    const { person, submittedMs, status } = work;
    if (person.complaintMs === null || submittedMs === null || submittedMs > person.complaintMs) continue;
    if (last.get(person)?.status === "rejected" && status !== "rejected") continue;
    last.set(person, work);
  }
  return [...last].map(([person, work]) => ({
    annotatorId: person.id,
    subject: "judgment",
    subjectId: work.id,
    afterMs: person.complaintMs ?? 0,
  }));
}

function grievances(
  { studio }: Simulated,
  changes: readonly Row<"tier_changes">[],
  decisions: readonly Row<"decisions">[],
  random: Random,
): readonly Contested[] {
  const lowered = changes.filter(({ notifiedAt, actor }) => actor === "human" || notifiedAt == null);
  return [
    ...studio.facts.reviews.flatMap((review) => reviewGrievance(review, random)),
    ...lowered.flatMap(({ annotatorId, tierChangeId, at }) => {
      const files = chance(0.12, random);
      return files
        ? [{ annotatorId, subject: "tier_change" as const, subjectId: tierChangeId, afterMs: Date.parse(at) }]
        : [];
    }),
    ...decisions.flatMap(({ annotatorId, decisionId, at }) => {
      const files = chance(0.35, random);
      return files
        ? [{ annotatorId, subject: "decision" as const, subjectId: decisionId, afterMs: Date.parse(at) }]
        : [];
    }),
  ];
}

function reviewGrievance(
  { id, work, outcome, reviewedMs }: ReviewFact,
  random: Random,
): readonly Contested[] {
  const [call, gold] = [random(), random()];
  if (outcome === "accepted" || call > (outcome === "rejected" ? 0.08 : 0.008)) return [];
  const aboutKey = work.item.key !== null && gold < 0.5;
  const subject = aboutKey ? "gold_item" : "review";
  return [
    { annotatorId: work.person.id, subject, subjectId: aboutKey ? work.item.id : id, afterMs: reviewedMs },
  ];
}

import type { Row } from "~/domain/ledger";
import { seededRandom } from "~/stats/random";
import { type Calendar, DAY, iso } from "./calendar";
import { between, pick } from "./chance";
import type { Person } from "./people";
import { itemPayMinor, projectOf } from "./projects";
import type { Simulated } from "./simulate";

/**
 * Engagements. In the plain programme one open contract with each platform a person works on; where churn is planted,
 * a chain of short ones with hardly any notice.
 */
export function contractRows({ studio }: Simulated): readonly Row<"contracts">[] {
  const { calendar, effects, settled } = studio;
  return studio.people.flatMap((person) => {
    const random = seededRandom(`${settled.seed}/contracts/${person.id}`);
    const platforms = new Map(person.projects.map(([id]) => [projectOf(id).platformId, projectOf(id)]));
    const count = effects.contractsPerHalfYear;
    const spans = count === 0 ? [openSpan(person)] : chain(calendar, person, count / platforms.size, random);
    return [...platforms.values()].flatMap((project) =>
      spans.map((span, index) => ({
        contractId: `C-${person.id}-${project.platformId}-${index + 1}`,
        annotatorId: person.id,
        platformId: project.platformId,
        projectId: null,
        startedAt: iso(span.fromMs),
        endedAt: span.toMs === null ? null : iso(span.toMs),
        endNoticeDays: span.noticeDays,
        endReason: span.reason,
        payUnit: "item" as const,
        rateMinor: itemPayMinor(project, false, effects),
        currency: project.currency,
      })),
    );
  });
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly noticeDays: number | null;
  readonly reason: string | null;
}

const openSpan = ({ joinedMs, leftMs, removed }: Person): Span => ({
  fromMs: joinedMs,
  toMs: leftMs,
  noticeDays: leftMs === null ? null : 21,
  reason: leftMs === null ? null : removed ? "ended by the programme" : "ended by the annotator",
});

function chain(
  calendar: Calendar,
  person: Person,
  perHalfYear: number,
  random: () => number,
): readonly Span[] {
  const days = 182 / perHalfYear;
  const spans: Span[] = [];
  const endMs = person.leftMs ?? calendar.endMs;
  let fromMs = Math.max(person.joinedMs, calendar.startMs - 20 * DAY);
  while (fromMs < endMs) {
    const lengthMs = Math.round(days * between(0.55, 1.05, random)) * DAY;
    const over = fromMs + lengthMs >= endMs;
    spans.push({
      fromMs,
      toMs: over ? person.leftMs : fromMs + lengthMs,
      noticeDays: over ? null : Math.floor(3 * random()),
      reason: over ? null : pick(["project paused", "batch finished", "client request"], random),
    });
    fromMs += lengthMs + Math.ceil(between(1, 5, random)) * DAY;
  }
  return spans;
}

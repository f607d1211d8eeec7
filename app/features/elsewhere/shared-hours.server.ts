import { listSharedLogs, listWorkSpans } from "db/queries/own-logs";
import { isTimeZone } from "~/domain/local-time";
import { type Told, unmeasured } from "~/domain/measured";
import { type Asker, minimumCellOf, peopleTable } from "~/features/disclosure/table.server";
import { NOBODY } from "~/features/disclosure/people.server";
import { groupBy } from "~/features/report/grouping";
import { parseSpans } from "~/features/report/work-record";
import { middleOf, type PeopleMeasure, type PersonWork } from "~/features/workload/measures.server";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";
import { combinedHoursAWeek } from "./combined";

const HEAD = { unit: { kind: "hours" }, methodId: "hours", reference: null } as const;

/** Those who share. Its own entry of the ledger of answers: it counts other people than other measures do. */
const SHARING: PeopleMeasure = {
  ...{ ...HEAD, id: "elsewhere-people", label: "People who share", short: "People", kind: "share" },
  inputs: ({ hoursAWeek }) => (hoursAWeek === null ? null : [1]),
  of: (people) => ({ kind: "measured", value: 1, low: 1, high: 1, n: people.length }),
};

const HOURS: PeopleMeasure = {
  ...{ ...HEAD, id: "elsewhere-hours", label: "Hours a week, all platforms", short: "Hours", kind: "middle" },
  inputs: ({ hoursAWeek }) => (hoursAWeek === null ? null : [hoursAWeek]),
  of: (people, needed) =>
    middleOf(
      people.flatMap(({ hoursAWeek }) => hoursAWeek ?? []),
      needed,
      "nobody shares hours elsewhere",
    ),
};

export interface SharedHours {
  /** To the nearest five; null below ten, or where it would give somebody away. */
  readonly people: number | null;
  /** The middle person's hours a week on all platforms together. */
  readonly hoursAWeek: Told;
  /** Why a number is withheld; null where none is. */
  readonly sentence: string | null;
}

/**
 * What researchers are told of work elsewhere: how many share, and the middle one's hours a week, through the ledger of
 * answers. Below ten people nothing is asked and nothing told.
 */
export async function loadSharedHours(asker: Asker): Promise<SharedHours> {
  const rows = (await peopleWhoShare(asker)).map((row) => ({ row, group: "everybody" }));
  if (rows.length < MINIMUM_CELL)
    return {
      people: null,
      hoursAWeek: unmeasured(`withheld: fewer than ${MINIMUM_CELL} people share`),
      sentence: null,
    };
  const sharing = await peopleTable(asker, SHARING, rows, {});
  const hours = await peopleTable(asker, HOURS, rows, {});
  const needed = minimumCellOf(asker.viewer, HOURS);
  return {
    people: sharing.overall.suppressed ? null : sharing.overall.people,
    hoursAWeek: !hours.overall.suppressed
      ? hours.overall.measured
      : unmeasured(
          rows.length < needed
            ? `withheld: a median and its interval are told of ${needed} people or more`
            : "withheld: it would tell something about fewer than ten people",
        ),
    sentence: sharing.sentence ?? hours.sentence,
  };
}

async function peopleWhoShare({ system }: Asker): Promise<readonly PersonWork[]> {
  const logs = await listSharedLogs(system);
  const ids = new Set(logs.flatMap(({ annotatorId }) => annotatorId ?? []));
  const spans = groupBy(await listWorkSpans(system, [...ids]), ({ annotatorId }) => annotatorId);
  return [...groupBy(logs, ({ accountId }) => accountId)].flatMap(([accountId, own]) => {
    const { annotatorId = null, timeZone = null } = own[0] ?? {};
    const here = annotatorId === null ? [] : (spans.get(annotatorId) ?? []);
    const hours = combinedHoursAWeek(
      own.map(({ fromAt, toAt }) => ({ from: Date.parse(fromAt) / 1_000, to: Date.parse(toAt) / 1_000 })),
      here.flatMap((day) => parseSpans(day.spans)),
      timeZone !== null && isTimeZone(timeZone) ? timeZone : "UTC",
    );
    return hours.kind === "measured" ? [{ ...NOBODY, annotator: accountId, hoursAWeek: hours.value }] : [];
  });
}

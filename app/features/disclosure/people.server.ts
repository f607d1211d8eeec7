import type { PersonEffect, WorkloadRow } from "db/queries/workload";
import type { Conditions } from "~/features/audit/conditions";
import type { Counted, PersonWork } from "~/features/workload/measures.server";

const DAY_MS = 86_400_000;

/** Weeks between two days, both included; null where either is open. */
export function weeksOf(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / (7 * DAY_MS) + 1 / 7;
}

/** The numbers of each person's conditions that are measured, by person. */
export function conditionsIn(
  figures: readonly { readonly subject: string; readonly document: string }[],
): ReadonlyMap<string, PersonWork["conditions"]> {
  return new Map(
    figures.map(({ subject, document }) => {
      const conditions = Object.entries(JSON.parse(document) as Conditions);
      const known = conditions.flatMap(([id, measured]) =>
        measured.kind === "measured" ? [[id, measured.value] as const] : [],
      );
      return [subject, Object.fromEntries(known)];
    }),
  );
}

/** What rows of snapshots and of the last audit say of each person. */
export function peopleOf(
  rows: readonly WorkloadRow[],
  effects: readonly PersonEffect[],
  conditions: ReadonlyMap<string, PersonWork["conditions"]>,
  weeks: number | null,
): readonly PersonWork[] {
  const effect = new Map(effects.map((one) => [`${one.detector} ${one.annotator}`, one]));
  return rows.map((row): PersonWork => {
    const over = (minor: number | null) =>
      minor === null || !row.floorMinor ? null : minor / row.floorMinor;
    const drought = effect.get(`task-drought ${row.annotator}`);
    return {
      annotator: row.annotator,
      label: row.label,
      project: row.project,
      mainProject: row.mainProject,
      onlyProject: row.onlyProject,
      taskType: row.taskType,
      platform: row.platform,
      tier: row.tier,
      country: row.country,
      groups: row.groups,
      gold: counted(row.goldCorrect, row.goldTotal),
      consensus: counted(row.agreeing, row.compared),
      review: counted(row.accepted, row.reviewed),
      refusals: counted(row.rejected, row.decided),
      medianSec: row.medianSeconds,
      handlingRatio: row.handlingRatio,
      longestSpellSec: row.longestSpellSeconds,
      payMinor: row.payMinor,
      active: over(row.activeMinor),
      session: over(row.sessionMinor),
      allIn: over(row.allInMinor),
      hoursAWeek: row.hours === null || weeks === null ? null : row.hours / weeks,
      paidShare: row.paidShare,
      nightShare: row.nightShare,
      restBreaches: row.restBreaches,
      swing: effect.get(`income-feast-famine ${row.annotator}`)?.value ?? null,
      droughtDays: drought?.droughtDays ?? null,
      conditions: conditions.get(row.annotator) ?? {},
      premium: null,
    };
  });
}

const counted = (hits: number | null, total: number | null): Counted | null =>
  hits === null || total === null ? null : { hits, total };

/** The rows by project that a person's row over all projects sums up; a row of a project sums up nothing. */
export function partsIn(people: readonly PersonWork[]): (row: PersonWork) => readonly PersonWork[] {
  const parts = new Map<string, PersonWork[]>();
  for (const row of people) {
    if (row.project === "") continue;
    const own = parts.get(row.annotator);
    if (own) own.push(row);
    else parts.set(row.annotator, [row]);
  }
  return ({ annotator, project }) => (project === "" ? (parts.get(annotator) ?? []) : []);
}

/** Somebody of whom nothing is on record, for what is asked of one thing alone. */
export const NOBODY: PersonWork = {
  ...{ annotator: "", label: "", project: "", mainProject: null, onlyProject: null },
  ...{ taskType: null, platform: null },
  ...{ tier: null, country: null },
  ...{ groups: null, gold: null, consensus: null, review: null, refusals: null, medianSec: null },
  ...{ handlingRatio: null, longestSpellSec: null, payMinor: null, active: null, session: null, allIn: null },
  ...{ hoursAWeek: null, paidShare: null, nightShare: null, restBreaches: null, swing: null },
  ...{ droughtDays: null, conditions: {}, premium: null },
};

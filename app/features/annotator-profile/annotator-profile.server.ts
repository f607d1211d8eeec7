import type { Db } from "db/client";
import {
  findAnnotator,
  listAnnotatorDays,
  listAnnotatorPayments,
  listAnnotatorRows,
  listAnnotatorTierChanges,
} from "db/queries/annotator";
import { findSnapshotWindow } from "db/queries/snapshots";
import type { WindowDays } from "~/domain/period";
import type { ReportRow } from "~/features/report/report-row";
import { profileView } from "./annotator-profile.view";

/** Everything the page of one annotator shows; undefined where there is no such annotator. */
export async function loadAnnotatorProfile(db: Db, sourceId: string, windowDays: WindowDays) {
  const annotator = await findAnnotator(db, sourceId);
  if (!annotator) return undefined;
  const { annotatorId } = annotator;
  const window = await findSnapshotWindow(db, windowDays);
  const [rows, days, changes, payments] = await Promise.all([
    listAnnotatorRows(db, annotatorId, windowDays),
    listAnnotatorDays(db, annotatorId, windowDays === 0 ? null : (window?.fromDay ?? null)),
    listAnnotatorTierChanges(db, annotatorId),
    listAnnotatorPayments(db, annotatorId),
  ]);
  const reports = rows.map(({ row }) => row as ReportRow);
  return {
    annotator: {
      id: annotator.sourceId,
      name: annotator.displayName ?? annotator.sourceId,
      country: annotator.country,
      timeZone: annotator.timeZone,
      expertise: annotator.expertise,
    },
    window: window
      ? {
          from: window.fromDay,
          to: window.toDay,
          computedAt: window.computedAt,
          version: window.definitionsVersion,
        }
      : null,
    overall: reports.find(({ project }) => project === null) ?? null,
    projects: reports.filter(({ project }) => project !== null),
    ...profileView(days, annotator.timeZone ?? "UTC"),
    changes,
    payments,
  };
}

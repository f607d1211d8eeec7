import type { Db } from "db/client";
import { findSnapshotWindow, streamSnapshotText } from "db/queries/snapshots";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { type MeasureOptions, measureWindow } from "./report.server";

/**
 * `report annotators`: everything from the kept snapshot, another period measured now from rollups. Both give the same
 * bytes for the same records. Rows are JSON texts.
 */
export async function annotatorReport(
  db: Db,
  { period, project, grain }: MeasureOptions & { readonly grain: "project" | "overall" },
) {
  if (period.from === null && period.to === null && !(grain === "overall" && project !== null)) {
    const window = await findSnapshotWindow(db, 0);
    return {
      window: { from: window?.fromDay ?? null, to: window?.toDay ?? null },
      definitionsVersion: DEFINITIONS_VERSION,
      rows: texts(streamSnapshotText(db, 0, grain, project)),
    };
  }
  const measured = await measureWindow(db, { period, project, grain });
  return {
    window: { from: measured.from, to: measured.to },
    definitionsVersion: DEFINITIONS_VERSION,
    rows: measured.rows.map(({ row }) => JSON.stringify(row)),
  };
}

async function* texts(rows: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  for await (const { text } of rows) yield text;
}

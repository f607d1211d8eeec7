import type { Database, Db } from "db/client";
import { findOwnAnnotator } from "db/queries/annotator";
import type { WindowDays } from "~/domain/period";
import type { Viewer } from "~/domain/viewer";
import { loadWholeProfile } from "./whole-profile.server";

/** The signed-in annotator's own page; undefined where the ledger does not know them (any more). */
export async function loadOwnProfile(
  db: Db,
  database: Database,
  viewer: Viewer,
  windowDays: WindowDays,
  now: Date,
) {
  const own = viewer.annotatorId === null ? undefined : await findOwnAnnotator(db, viewer.annotatorId);
  return own && loadWholeProfile(db, database, own.sourceId, windowDays, now);
}

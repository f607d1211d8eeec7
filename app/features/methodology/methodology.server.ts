import type { Db } from "db/client";
import { listDetectorSettings } from "db/queries/audit-runs";
import { findEntry } from "./methodology";

/** A definition with the parameters it is used with today; null for an id that is none. */
export async function loadEntry(db: Db, id: string) {
  const entry = findEntry(id);
  if (!entry) return null;
  const settings = entry.kind === "detector" ? await listDetectorSettings(db) : {};
  return { entry, settings: settings[id] ?? {} };
}

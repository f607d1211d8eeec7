import { z } from "zod";
import type { Db } from "db/client";
import { setDetectorSettings, setFindingStatus } from "db/queries/audit-runs";
import { DETECTORS } from "~/detectors";
import { readParams } from "~/domain/detector";
import type { Viewer } from "~/domain/viewer";

const STATUS = z.object({
  status: z.enum(["new", "acknowledged", "being_mended", "mended", "disputed"]),
  note: z.string().trim().min(3, "Write a note of a few words: what was decided, and why.").max(4_000),
});

/** Who changes something, and when. */
export interface Change {
  readonly viewer: Viewer;
  readonly at: Date;
}

/**
 * Keeps a status with its note, or parameters for the next run, from what a form sent. A sentence says why it was not
 * kept; null where it was.
 */
export async function changePattern(
  db: Db,
  id: string,
  form: FormData,
  change: Change,
): Promise<string | null> {
  return form.get("intent") === "params"
    ? changeParams(db, id, form, change)
    : changeStatus(db, id, form, change);
}

async function changeStatus(db: Db, detector: string, form: FormData, { viewer, at }: Change) {
  const parsed = STATUS.safeParse(Object.fromEntries(form));
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "The note cannot be read.";
  const key = { detector, scope: "programme", subject: null };
  await setFindingStatus(db, key, { ...parsed.data, at: at.toISOString(), by: viewer.name });
  return null;
}

async function changeParams(db: Db, id: string, form: FormData, { viewer, at }: Change) {
  const params = DETECTORS.find((detector) => detector.id === id)?.params ?? {};
  const stamp = { at: at.toISOString(), by: viewer.name };
  if (form.get("reset") === "yes") {
    await setDetectorSettings(db, id, {}, stamp);
    return null;
  }
  const values = Object.entries(params).map(([name]) => {
    const text = form.get(name);
    return [name, typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN] as const;
  });
  try {
    readParams(params, Object.fromEntries(values));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  const changed = values.filter(([name, value]) => value !== params[name]?.default);
  await setDetectorSettings(db, id, Object.fromEntries(changed), stamp);
  return null;
}

/** What a form that was kept has changed, for the log. */
export function changeInWords(detector: string, form: FormData): string {
  if (form.get("intent") !== "params") return `finding of ${detector}: status ${text(form, "status")}`;
  if (form.get("reset") === "yes") return `parameters of ${detector} set back`;
  const params = Object.keys(DETECTORS.find(({ id }) => id === detector)?.params ?? {});
  return `parameters of ${detector}: ${params.map((name) => `${name} ${text(form, name)}`).join(", ")}`;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

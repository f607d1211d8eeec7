import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database, Db } from "db/client";
import {
  insertAppeal,
  insertAppealEvent,
  listAnnotatorAppeals,
  lockAppeal,
  setAppealOutcome,
} from "db/queries/appeals";
import type { Viewer } from "~/domain/viewer";
import { SUBJECTS } from "./appeal-words";
import { findContested } from "./contested.server";
import { claimFault } from "./reasons";

/** An annotator at work in a request: `db` sees their own rows and no others. */
export interface Appellant {
  readonly viewer: Viewer;
  readonly db: Db;
  readonly database: Database;
}

const FORM = z.object({
  subject: z.enum(SUBJECTS),
  subjectId: z.string().min(1).max(500),
  project: z.string().max(500).optional(),
  claim: z.string().default(""),
});

export type Claim = z.infer<typeof FORM>;

export type Filed =
  | { readonly kind: "filed"; readonly appealId: string }
  | { readonly kind: "refused"; readonly sentence: string; readonly claim: Partial<Claim> };

const NOWHERE = "The row you contest could not be read; go back to it and contest it there.";
const NOT_YOURS = "There is no such row of yours. It may have been taken out of the records since.";
const OPEN = "You have contested this already and it is still open; you can read it below.";
const RETIRED = "This key has been retired: it counts for nobody any more.";

/** Files an appeal against one row of the viewer's own. Says in a sentence why it is not filed, and keeps the claim. */
export async function fileAppeal(appellant: Appellant, form: FormData, at: Date): Promise<Filed> {
  const parsed = FORM.safeParse(Object.fromEntries(form));
  const { annotatorId } = appellant.viewer;
  if (!parsed.success || annotatorId === null) return { kind: "refused", sentence: NOWHERE, claim: {} };
  const claim = parsed.data;
  const refused = (sentence: string): Filed => ({ kind: "refused", sentence, claim });
  const fault = claimFault(claim.claim);
  if (fault !== null) return refused(fault);
  const { subject, subjectId, project = "" } = claim;
  const name = { annotatorId, subject, subjectId, project: project === "" ? null : project };
  const contested = await findContested(appellant.db, name);
  if (contested === undefined) return refused(NOT_YOURS);
  if (subject === "gold_item" && isRetired(contested)) return refused(RETIRED);
  const own = await listAnnotatorAppeals(appellant.db, annotatorId);
  const again = own.some(
    (one) => one.answeredAt === null && one.subject === subject && one.subjectId === subjectId,
  );
  if (again) return refused(OPEN);
  const appealId = `appeal-${randomUUID()}`;
  await appellant.database.db.transaction().execute(async (db) => {
    await insertAppeal(db, { annotatorId, appealId, subject, subjectId, filedAt: at });
    const step = { annotatorId, appealId, at, kind: "filed", outcome: null } as const;
    await insertAppealEvent(db, { ...step, ...by(appellant.viewer), words: claim.claim.trim(), contested });
  });
  return { kind: "filed", appealId };
}

const isRetired = ({ facts }: { readonly facts: readonly { term: string; value: string }[] }) =>
  facts.some(({ term, value }) => term === "Status of the key" && value === "retired");

/** Takes an open appeal of one's own back; false where it is not open. */
export async function withdrawAppeal(
  { viewer, database }: Pick<Appellant, "viewer" | "database">,
  appealId: string,
  at: Date,
): Promise<boolean> {
  const { annotatorId } = viewer;
  if (annotatorId === null) return false;
  return database.db.transaction().execute(async (db) => {
    const state = await lockAppeal(db, annotatorId, appealId);
    if (state === undefined || state.answeredAt !== null) return false;
    const withdrawn = { answeredAt: at, outcome: "withdrawn", rectifiedAt: null } as const;
    await setAppealOutcome(db, { annotatorId, appealId }, withdrawn);
    const step = { annotatorId, appealId, at, kind: "withdrawn", outcome: null } as const;
    await insertAppealEvent(db, { ...step, ...by(viewer), words: "Taken back by the person who filed it." });
    return true;
  });
}

export const by = ({ accountId, name, role }: Viewer) => ({ accountId, actor: name, role });

import { EVERY_PATTERN, generateProgramme } from "db/demo";
import type { Db } from "db/client";
import type { Role, Viewer } from "~/domain/viewer";
import { loadLedger } from "../../db/queries/evidence/support/load";

/** When the programme's audits are run: after its last record. */
export const RUN_AT = "2026-07-03T00:00:00.000Z";

/** Sixty annotators, twelve weeks, every pattern planted. */
export async function loadPlantedProgramme(db: Db): Promise<void> {
  const programme = generateProgramme({
    seed: 11,
    endOn: "2026-07-02",
    annotatorCount: 60,
    weekCount: 12,
    plant: EVERY_PATTERN,
  });
  await loadLedger(db, programme.records, programme.policies);
}

/** Somebody with a role, who is no annotator of the ledger. */
export const viewerAs = (role: Role): Viewer => ({
  accountId: `test-${role}`,
  name: `Test ${role}`,
  role,
  annotatorId: null,
});

/** Ids as the programme gives them to annotators and reviewers. */
export const NAMES_A_PERSON = /"[AR]\d{2,4}"|>[AR]\d{2,4}</;

import type { Evidence, EvidenceId } from "~/domain/evidence";

/** Something that is computed from evidence, once all of it is there. */
export interface Job {
  readonly needs: readonly EvidenceId[];
  readonly run: (evidence: Partial<Evidence>) => void;
}

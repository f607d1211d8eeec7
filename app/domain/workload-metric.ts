import type { NonEmpty, RequiredTable } from "./detector";
import type { Evidence, EvidenceId } from "./evidence";
import { type Measured, unmeasured } from "./measured";

/** One person's number, its 95 % interval and how many records it rests on; a sentence where the records give none. */
export type OwnNumber =
  | { readonly n: number; readonly value: number; readonly low: number; readonly high: number }
  | { readonly n: number; readonly lacking: string };

/** In the order in which they are read. */
export const WORKLOAD_SECTIONS = ["pay", "time", "access", "contest"] as const;
export type WorkloadSection = (typeof WORKLOAD_SECTIONS)[number];

/** A condition of one person's work that is measured from the evidence of an audit, not from daily counts. */
export interface WorkloadMetricDefinition<Needs extends EvidenceId> {
  /** Saved in exports and figures; never changes. */
  readonly id: string;
  readonly label: string;
  /** For the head of a column. */
  readonly short: string;
  /** Under which heading it is read. */
  readonly section: WorkloadSection;
  readonly unit: "share" | "factor" | "hours" | "days" | "minutes" | "count" | "points";
  readonly better: "higher" | "lower" | "none";
  readonly formula: string;
  readonly interval: string;
  /** Fewer records of a person than this and the number is `insufficient`. */
  readonly minN: number;
  readonly nUnit: string;
  readonly sources: NonEmpty<string>;
  readonly caveats: readonly string[];
  /** Why the number is unmeasured for a person of whom nothing of the kind is on record. */
  readonly absent: string;
  /** Ledger tables without which nobody has the number. */
  readonly requires: readonly RequiredTable[];
  readonly needs: NonEmpty<Needs>;
  /** Pure. Each person at most once; those of whom nothing is on record are left out. */
  readonly persons: (
    evidence: Pick<Evidence, Needs>,
    context: WorkloadContext,
  ) => Iterable<readonly [annotator: string, own: OwnNumber]>;
}

export interface WorkloadContext {
  /** The instant of the last record, seconds since 1970: what still runs is censored here. */
  readonly now: number;
  /** Premium batches that each annotator received, and those that a lottery among who passes would have brought. */
  readonly access: ReadonlyMap<string, { readonly received: number; readonly expected: number }>;
}

export interface WorkloadMetric extends Omit<WorkloadMetricDefinition<EvidenceId>, "persons" | "needs"> {
  readonly needs: readonly EvidenceId[];
  /** By annotator; whoever is not in it is unmeasured, for the reason in `absent`. */
  readonly measure: (evidence: Evidence, context: WorkloadContext) => ReadonlyMap<string, Measured>;
}

/** Turns a definition into a metric: fewer than `minN` records are `insufficient`, so no file here guards by itself. */
export function defineWorkloadMetric<Needs extends EvidenceId>({
  persons,
  ...data
}: WorkloadMetricDefinition<Needs>): WorkloadMetric {
  return {
    ...data,
    measure: (evidence, context) => {
      const measured = new Map<string, Measured>();
      for (const [annotator, own] of persons(evidence, context)) {
        measured.set(annotator, standing(own, data.minN));
      }
      return measured;
    },
  };
}

function standing(own: OwnNumber, needed: number): Measured {
  if (own.n < needed) return { kind: "insufficient", n: own.n, needed };
  if ("lacking" in own) return unmeasured(own.lacking);
  return { kind: "measured", ...own };
}

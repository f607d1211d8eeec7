import type { Db } from "db/client";
import { findFigure } from "db/queries/audit-runs";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import { type Measured, unmeasured } from "~/domain/measured";
import type { Conditions } from "~/features/audit/conditions";
import type { MeasureHead } from "./measure-head";
import { conditionHead } from "./measures.server";

export interface PersonConditions {
  /** The window of the audit, instants. */
  readonly from: string;
  readonly to: string;
  readonly conditions: readonly (MeasureHead & { readonly measured: Measured })[];
}

/** One person's conditions of work in the newest audit that measured them; null before the first. */
export async function loadConditions(db: Db, sourceId: string): Promise<PersonConditions | null> {
  const figure = await findFigure(db, "conditions", sourceId);
  if (!figure) return null;
  const own = JSON.parse(figure.document) as Conditions;
  return {
    from: figure.windowFrom,
    to: figure.windowTo,
    conditions: WORKLOAD_METRICS.map((metric) => ({
      ...conditionHead(metric),
      measured: own[metric.id] ?? unmeasured(metric.absent),
    })),
  };
}

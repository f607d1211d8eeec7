import type { Db } from "db/client";
import { tallyAnnotatorGold, tallyItemResponses } from "db/queries/quality";
import { listProjectNames } from "db/queries/measures";
import { type NewRuling, type Rescore, insertRescores, retireKey } from "db/queries/rulings";
import { disputeOf } from "~/features/quality/dispute";
import { disputedTiers } from "~/features/quality/dispute-tiers.server";

/** What retiring a key will do, worked out before it is done. */
export interface KeyPlan {
  readonly itemId: string;
  readonly item: string;
  readonly projectId: number;
  readonly project: string;
  readonly rescores: readonly (Rescore & { readonly name: string })[];
}

/**
 * Whom would retiring a key score anew, and whose tier do the rules give otherwise without it? Reads rollups and kept
 * measures, which are up to date before; `db` lends several connections. Undefined where nobody answered the item.
 */
export async function planRetirement(
  db: Db,
  { itemId, item, project }: { readonly itemId: string; readonly item: string; readonly project: string },
): Promise<KeyPlan | undefined> {
  const found = (await listProjectNames(db)).find(({ sourceId }) => sourceId === project);
  if (found === undefined) return undefined;
  const { projectId } = found;
  const [everybody, responses] = [
    await tallyAnnotatorGold(db, projectId),
    await tallyItemResponses(db, projectId, item),
  ];
  const dispute = disputeOf(item, everybody, responses);
  if (dispute === null) return undefined;
  const active = dispute.status === "active";
  const tiers = active ? await disputedTiers(db, { projectId, sourceId: project }, item) : null;
  const flips = [...(tiers?.pending ?? []), ...(tiers?.recorded ?? [])];
  const rescores = (active ? dispute.scores : []).map(({ annotator, name, before, after }) => ({
    ...{ annotator, name },
    ...{ correctBefore: before.correct, totalBefore: before.total },
    ...{ correctAfter: after.correct, totalAfter: after.total },
    flips: flips
      .filter((flip) => flip.annotator === annotator)
      .map(({ at, held, counted, without }) => ({ at, held, counted, without })),
  }));
  return { itemId, item, projectId, project, rescores };
}

/** Retires the key as planned, in the caller's transaction; what was done, in sentences. */
export async function carryOutRetirement(
  db: Db,
  plan: KeyPlan,
  ruling: NewRuling,
): Promise<readonly string[]> {
  const { item, project, rescores } = plan;
  if (!(await retireKey(db, ruling, plan.itemId))) return [`The key of ${item} had been retired already.`];
  await insertRescores(db, { itemId: plan.itemId, projectId: plan.projectId, at: ruling.at }, rescores);
  const flipped = rescores.filter(({ flips }) => flips.length > 0).length;
  return [
    `The key of ${item} in ${project} is retired: it counts for nobody any more.`,
    "Everybody who answered the item has been scored anew without it.",
    flipped === 0
      ? "No tier comes out otherwise under the rules in force."
      : "Tiers come out otherwise for some of them; each person reads their own, and proposed changes are evaluated anew.",
  ];
}

import type { Evidence, GoldItems } from "~/domain/evidence";
import { accuracyBar, isDemotion } from "./tiers";

/** A gold item by its place in the evidence. */
export interface KeyedItem {
  readonly index: number;
  readonly project: string;
}

function* missesOf(
  items: readonly KeyedItem[],
  gold: GoldItems,
): Generator<{ annotator: string; at: number; project: string }> {
  for (const { index, project } of items) {
    const start = gold.items[index]?.start ?? 0;
    const end = gold.items[index + 1]?.start ?? gold.person.length;
    for (let row = start; row < end; row++) {
      if (gold.missed[row] === 1)
        yield { annotator: gold.annotators[gold.person[row] ?? 0] ?? "", at: gold.at[row] ?? 0, project };
    }
  }
}

/** Who missed any of these keys. */
export const markedDown = (items: readonly KeyedItem[], gold: GoldItems): ReadonlySet<string> =>
  new Set([...missesOf(items, gold)].map(({ annotator }) => annotator));

/** Demotions on a tally below the bar that reaches it once misses of disputed keys in the window are taken out. */
export function flippedChanges(
  flagged: readonly KeyedItem[],
  { goldItems, tierChanges, policies }: Pick<Evidence, "goldItems" | "tierChanges" | "policies">,
): readonly string[] {
  const misses = [...missesOf(flagged, goldItems)];
  if (misses.length === 0) return [];
  return tierChanges.flatMap((change) => {
    if (!isDemotion(change, policies) || change.goldCorrect === null || !change.goldTotal) return [];
    const policy = policies.find(({ version }) => version === change.policyVersion);
    const bar = accuracyBar(policy?.tiers.find(({ id }) => id === change.fromTier));
    if (!policy || bar === null) return [];
    const from = change.at - policy.windowDays * 86_400;
    const own = misses.filter(
      ({ annotator, at, project }) =>
        annotator === change.annotator &&
        at >= from &&
        at < change.at &&
        (change.project === null || change.project === project),
    ).length;
    const total = change.goldTotal - own;
    const before = change.goldCorrect / change.goldTotal;
    return own > 0 && total > 0 && before < bar && change.goldCorrect / total >= bar ? [change.id] : [];
  });
}

import type { TierPolicyRecord } from "~/domain/evidence";

export interface RuleTimeline {
  /** One line a tier and metric: the bar from each date on. */
  readonly bars: readonly {
    readonly name: string;
    readonly points: readonly { readonly at: string; readonly value: number }[];
  }[];
  /** When versions were announced. */
  readonly announced: readonly { readonly at: string; readonly name: string }[];
}

/** The bars of every policy version over time, those that are shares; the last holds until the newest date known. */
export function ruleTimeline(policies: readonly TierPolicyRecord[]): RuleTimeline {
  const ordered = [...policies].sort((a, b) => a.effectiveAt - b.effectiveAt);
  const lines = new Map<string, { at: string; value: number }[]>();
  for (const { effectiveAt, tiers } of ordered) {
    for (const { id, rules } of tiers) {
      for (const { metric, op, value } of rules) {
        if (!op.startsWith(">") || value < 0 || value > 1) continue;
        const name = `${id}, ${metric.replaceAll("_", " ")}`;
        const points = lines.get(name) ?? [];
        points.push({ at: instant(effectiveAt), value });
        lines.set(name, points);
      }
    }
  }
  const last = ordered.at(-1);
  const end = last && instant(last.effectiveAt + AFTER_SEC);
  return {
    bars: [...lines].map(([name, points]) => {
      const final = points.at(-1);
      return { name, points: final && end ? [...points, { at: end, value: final.value }] : points };
    }),
    announced: ordered.flatMap(({ version, announcedAt }) =>
      announcedAt === null ? [] : [{ at: instant(announcedAt), name: `v${version} announced` }],
    ),
  };
}

/** The newest bar is drawn for two months: there is room for the name of its announcement. */
const AFTER_SEC = 60 * 86_400;

const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

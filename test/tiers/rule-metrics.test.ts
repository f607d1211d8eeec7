import { describe, expect, it } from "vitest";
import { METRICS } from "~/metrics";
import { RULE_METRICS, ruleMetric } from "~/tiers/rule-metrics";

describe("metrics in rules", () => {
  it("are all those of the registry, and the number of judgments", () => {
    for (const metric of METRICS) {
      const id = metric.id.replaceAll("-", "_");
      expect(
        ruleMetric(id),
        `add { id: "${id}", ... } to RULE_METRICS in app/tiers/rule-metrics.ts`,
      ).toBeDefined();
    }
    const registered = METRICS.map(({ id }) => id.replaceAll("-", "_"));
    expect(RULE_METRICS.map(({ id }) => id).filter((id) => !registered.includes(id))).toEqual(["judgments"]);
  });

  it("stand sorted, and no name means two", () => {
    const ids = RULE_METRICS.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    const names = RULE_METRICS.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("never call better what the registry calls worse", () => {
    for (const metric of METRICS) {
      const better = ruleMetric(metric.id.replaceAll("-", "_"))?.better;
      if (metric.better !== "none") expect([metric.id, better]).toEqual([metric.id, metric.better]);
    }
  });
});

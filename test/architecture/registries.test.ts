import { describe, expect, it } from "vitest";
import { METRICS } from "~/metrics";
import { expectParity } from "../support/parity";

const metrics = { folder: "app/metrics", list: "METRICS", ids: METRICS.map(({ id }) => id) };

describe("registries", () => {
  it("METRICS lists every metric", () => expectParity(metrics));
});

describe("a registry that is not complete", () => {
  const judge = (ids: readonly string[]) => () => expectParity({ ...metrics, ids });

  it("is told what to type", () => {
    expect(judge(metrics.ids.filter((id) => id !== "gold-accuracy"))).toThrow(
      'In app/metrics/index.ts type: import goldAccuracy from "./gold-accuracy"; and add goldAccuracy to METRICS.',
    );
  });

  it("is told of a definition without a file, and of a wrong order", () => {
    expect(judge([...metrics.ids, "zeal"])).toThrow("name its file app/metrics/zeal.ts");
    expect(judge([...metrics.ids].reverse())).toThrow("Sort METRICS in app/metrics/index.ts by id.");
  });

  it("is told of a definition without a test", () => {
    expect(() => expectParity({ ...metrics, testFolder: "test/nowhere" })).toThrow(
      "Write test/nowhere/gold-accuracy.test.ts.",
    );
  });
});

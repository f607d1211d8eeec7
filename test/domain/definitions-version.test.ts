import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { versionWith } from "~/domain/definitions-version";

const settings = fc.dictionary(
  fc.constantFrom("unpaid-work-share", "task-drought", "hours-rest-night-breach"),
  fc.dictionary(fc.constantFrom("watchShare", "highShare", "days"), fc.integer({ min: 0, max: 99 })),
);

describe("the version under which detectors ran", () => {
  it("is the definitions' own where nothing differs from the defaults", () => {
    expect(versionWith("2026-01-01.1", {})).toBe("2026-01-01.1");
    expect(versionWith("2026-01-01.1", { "task-drought": {} })).toBe("2026-01-01.1");
  });

  it("does not depend on the order in which parameters were set", () => {
    fc.assert(
      fc.property(settings, (set) => {
        const turned = Object.fromEntries(
          Object.entries(set)
            .reverse()
            .map(([id, params]) => [id, Object.fromEntries(Object.entries(params).reverse())]),
        );
        expect(versionWith("v", turned)).toBe(versionWith("v", set));
      }),
    );
  });

  it("differs where a parameter does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), (one, other) => {
        fc.pre(one !== other);
        expect(versionWith("v", { a: { x: one } })).not.toBe(versionWith("v", { a: { x: other } }));
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { countryCode } from "~/importers/parse/country";

describe("country codes", () => {
  it.each([
    ["USA", "US"],
    ["GBR", "GB"],
    ["DEU", "DE"],
    ["ROU", "RO"],
    ["CHE", "CH"],
    ["ke", "KE"],
    ["IND", "IN"],
    ["XXX", null],
    ["ZZ", null],
    ["", null],
  ])("%s is %s", (text, code) => expect(countryCode(text)).toBe(code));

  it("names only countries that the platform knows", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const known = [...letters]
      .flatMap((a) => [...letters].map((b) => a + b))
      .filter((code) => countryCode(code));
    expect(known).toHaveLength(249);
    for (const code of known) expect([code, names.of(code)]).not.toContain(undefined);
  });
});

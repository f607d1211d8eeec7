import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPath } from "~/features/accounts/next-path";

describe("where to go after signing in", () => {
  it("is a path of this server, with its query", () => {
    expect(nextPath("/annotators?sort=-hours")).toBe("/annotators?sort=-hours");
    expect(nextPath(null)).toBe("/");
  });

  it.each(["//a.example", "/\\a.example", "https://a.example", "javascript:alert(1)", "/\t/a.example", "a"])(
    "is not %j",
    (wanted) => expect(nextPath(wanted)).toBe("/"),
  );

  it("never leaves this server, whatever is asked for", () => {
    const here = "https://evenhand.example";
    const pieces = fc.array(
      fc.constantFrom("/", "\\", "\t", "\n", "a.example", "..", ".", "@", ":", "?", "#", "%2f"),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(new URL(nextPath(`/${parts.join("")}`), here).origin).toBe(here);
      }),
    );
  });
});

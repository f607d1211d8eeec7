import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimFault, reasonsFault, SHORTEST_REASONS, wordOverlap } from "~/features/appeals/reasons";

const CLAIM = "The guideline calls this a request for medical advice, and the key says small talk.";
const REASONS =
  "Page four of the guideline lists symptoms as medical advice; the key predates that page and is wrong.";

describe("reasons", () => {
  it("that say what the rows show are taken", () => {
    expect(reasonsFault(REASONS, CLAIM, [])).toBeNull();
    expect(
      reasonsFault(`  ${REASONS}\n`, "", [{ appealId: "a", words: "Something else entirely." }]),
    ).toBeNull();
  });

  it.each(["", "   ", "no", "Rejected.", "x".repeat(SHORTEST_REASONS - 1)])(
    "are refused when short: %j",
    (text) => {
      expect(reasonsFault(text, CLAIM, [])).toMatch(/^Write down why/);
    },
  );

  it.each([
    "After careful review, the original decision stands. Thank you for your patience.",
    "We have reviewed your appeal. In line with our policy the decision stands and our decision is final.",
    "no no no no no no no no no no no no no no no no no",
  ])("are refused when they fit any appeal: %s", (text) => {
    expect(reasonsFault(text, CLAIM, [])).toMatch(/fit any appeal/);
  });

  it("are refused when they are the claim, or an earlier answer, with a word changed", () => {
    expect(reasonsFault(CLAIM.toUpperCase(), CLAIM, [])).toMatch(/words of the claim/);
    expect(reasonsFault(REASONS.replace("four", "five"), CLAIM, [{ appealId: "a", words: REASONS }])).toMatch(
      /earlier appeal/,
    );
  });

  it("may carry a stock phrase beside words of their own", () => {
    expect(reasonsFault(`Thank you for reaching out. ${REASONS}`, CLAIM, [])).toBeNull();
  });

  it("are refused when they are too long to be read", () => {
    expect(reasonsFault(`${REASONS} `.repeat(100), CLAIM, [])).toMatch(/^Shorten/);
  });
});

describe("the overlap of two texts", () => {
  it("is 1 for the same words in any order and case, 0 for none in common, and the same both ways", () => {
    expect(wordOverlap("One two, THREE", "three one two!")).toBe(1);
    expect(wordOverlap("one", "two")).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const overlap = wordOverlap(a, b);
        expect(overlap).toBe(wordOverlap(b, a));
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a claim", () => {
  it("says what is wrong, in words enough to be answered", () => {
    expect(claimFault(CLAIM)).toBeNull();
    expect(claimFault("It is wrong.")).toMatch(/^Say what is wrong/);
    expect(claimFault("long ".repeat(1_000))).toMatch(/^Shorten/);
  });
});

/** What is wrong with a policy, or worth knowing: where (`[0].tiers[1].rules[0].value`), and in a sentence. */
export interface PolicyNote {
  readonly path: string;
  readonly sentence: string;
}

/** A note with the place it is about as a list of keys. */
export interface PlacedNote {
  readonly at: readonly PropertyKey[];
  readonly sentence: string;
  /** `shape`: cannot be read. `rule`: can be read but not published. `notice`: may be published all the same. */
  readonly weight: "shape" | "rule" | "notice";
}

/** The note as people see it. */
export function written({ at, sentence }: PlacedNote): PolicyNote {
  const path = at.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return { path: path.replace(/^\./, ""), sentence };
}

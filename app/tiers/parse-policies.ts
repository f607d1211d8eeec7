import type { z } from "zod";
import { checkPolicy, checkSet } from "./policy-checks";
import { policySchema, type TierPolicy } from "./policy";
import { unknownFields } from "./policy-fields";
import { type PlacedNote, type PolicyNote, written } from "./policy-note";

/** Policies read from JSON. With any problem there are none; warnings do not stop them. */
export interface ParsedPolicies {
  readonly policies: readonly TierPolicy[];
  readonly problems: readonly PolicyNote[];
  readonly warnings: readonly PolicyNote[];
}

/**
 * Reads one policy version or a list of them, as `tier_policies.json` holds, and checks what a schema cannot: unknown
 * metrics, bars out of range, tiers nobody can reach, tiers out of order, quotas above the whole, effects before the
 * announcement. `recorded` is for what a platform is known to have done: only what cannot be read is a problem there,
 * the rest are warnings. Never throws.
 */
export function parsePolicies(
  json: unknown,
  { recorded = false }: { readonly recorded?: boolean } = {},
): ParsedPolicies {
  const list: readonly unknown[] = Array.isArray(json) ? json : [json];
  const within = (index: number): readonly PropertyKey[] => (Array.isArray(json) ? [index] : []);
  const notes: PlacedNote[] = [];
  const read: { readonly policy: TierPolicy; readonly at: readonly PropertyKey[] }[] = [];
  if (list.length === 0) notes.push({ at: [], sentence: "There is no policy version.", weight: "shape" });
  list.forEach((each, index) => {
    const at = within(index);
    const result = policySchema.safeParse(each);
    notes.push(...unknownFields(each).map((note) => place(at, note)));
    if (!result.success) notes.push(...shapeNotes(result.error).map((note) => place(at, note)));
    else {
      read.push({ policy: result.data, at });
      notes.push(...checkPolicy(result.data).map((note) => place(at, note)));
    }
  });
  notes.push(...checkSet(read));
  const stops = ({ weight }: PlacedNote) => weight === "shape" || (weight === "rule" && !recorded);
  const problems = notes.filter(stops).map(written);
  const warnings = notes.filter((note) => !stops(note)).map(written);
  return { policies: problems.length > 0 ? [] : read.map(({ policy }) => policy), problems, warnings };
}

const place = (at: readonly PropertyKey[], note: PlacedNote): PlacedNote => ({
  ...note,
  at: [...at, ...note.at],
});

const shapeNotes = (error: z.ZodError): readonly PlacedNote[] =>
  error.issues.map(({ path, message }) => ({ at: path, sentence: message, weight: "shape" }));

import { z } from "zod";
import type { Reading, SourceHead } from "~/domain/importer";
import { parseInstant } from "./instant";
import { isStorableJson, jsonOf } from "./json";
import { MAX_KEY_LENGTH } from "./ledger-field";
import { Problem } from "./problem";
import { rejectRow } from "./reject";

const instant = z.string().refine((text) => !(parseInstant(text, null) instanceof Problem), {
  error: "is not a time such as 2026-03-01T00:00:00Z",
});
const name = z.string().min(1).max(MAX_KEY_LENGTH);

/**
 * What every version of a tier policy must have for an import to keep it. The rules themselves are read where they
 * are applied; members that are not named here are kept as they stand.
 */
const TierPolicy = z.looseObject({
  version: z.int().min(1).max(2_147_483_647),
  name,
  announced_at: instant.nullish(),
  effective_at: instant,
  tiers: z.array(z.looseObject({ id: name, rules: z.array(z.looseObject({})) })).min(1),
});

/** Whether the documents are versions of a tier policy. */
export function isTierPolicies(head: SourceHead): boolean {
  if (head.shape === "documents" && head.rows.length === 0) return head.name === "tier_policies.json";
  const document = head.shape === "documents" ? jsonOf(head.rows[0]?.[0] ?? "") : undefined;
  return (
    typeof document === "object" &&
    document !== null &&
    "version" in document &&
    "tiers" in document &&
    "effective_at" in document
  );
}

/** Reads `tier_policies.json`: one version an element. */
export function tierPolicyReading(): Reading {
  return {
    kind: "reading",
    plan: {
      rowTable: "tier_policies",
      hasHeader: false,
      columns: [{ column: "version", as: "tier_policies.version" }],
      notes: ["Each element is one version of the tier policy."],
    },
    read(row) {
      const text = row.cells[0] ?? "";
      if (!isStorableJson(text)) return rejectRow(row, null, "contains a character that cannot be stored");
      const document = jsonOf(text);
      const parsed = TierPolicy.safeParse(document);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        return rejectRow(row, issue?.path.join(".") || null, issue?.message ?? "is not a tier policy");
      }
      const policy = z.record(z.string(), z.json()).parse(document);
      return [{ table: "tier_policies", row: { version: parsed.data.version, policy } }];
    },
  };
}

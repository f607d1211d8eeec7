import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import { insertPolicy } from "db/queries/tier-policies";
import { listTierPolicyTexts } from "db/queries/tiers";
import { parsePolicies } from "~/tiers/parse-policies";
import { type PolicyJson, policyToJson } from "~/tiers/policy";
import type { PolicyNote } from "~/tiers/policy-note";
import { evaluateTiers } from "./evaluate.server";

export type Published =
  | { readonly kind: "published"; readonly version: number }
  | { readonly kind: "refused"; readonly notes: readonly PolicyNote[] };

/** The number of the version that would be published next. */
export async function nextVersion(db: Db): Promise<number> {
  const versions = (await listTierPolicyTexts(db)).map(({ version }) => version);
  return Math.max(0, ...versions) + 1;
}

/**
 * Publishes a draft as the next version, announced now. What is malformed is refused with its path; too little notice
 * and effects in the past must have been acknowledged, and are kept with the version.
 */
export async function publishPolicy(
  db: Db,
  text: string,
  { acknowledged, by, at }: { readonly acknowledged: boolean; readonly by: string; readonly at: Date },
): Promise<Published> {
  const refused = (path: string, sentence: string): Published => ({
    kind: "refused",
    notes: [{ path, sentence }],
  });
  const draft = objectOf(text);
  if (draft === null) return refused("", "The draft could not be read; reload the page.");
  const version = await nextVersion(db);
  const dated = { ...draft, version, announced_at: at.toISOString() };
  const { policies, problems, warnings } = parsePolicies(dated);
  const [policy] = policies;
  if (policy === undefined) return { kind: "refused", notes: problems };
  const projects = await listProjectNames(db);
  if (policy.projectId !== null && !projects.some(({ sourceId }) => sourceId === policy.projectId)) {
    return refused("project_id", `There is no project "${policy.projectId}".`);
  }
  if (warnings.length > 0 && !acknowledged) return { kind: "refused", notes: warnings };
  const json: PolicyJson = policyToJson(policy);
  if (!(await insertPolicy(db, version, json, { at, by, warnings }))) {
    return refused("version", `Somebody has just published version ${version}; look at it first.`);
  }
  await evaluateTiers(db, at);
  return { kind: "published", version };
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

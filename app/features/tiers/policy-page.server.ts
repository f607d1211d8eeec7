import type { Db } from "db/client";
import { findPublication } from "db/queries/tier-policies";
import { parsePolicies } from "~/tiers/parse-policies";
import { type PolicyJson, policyToJson, type TierPolicy } from "~/tiers/policy";
import { policyDiff } from "~/tiers/policy-diff";
import { policyInWords } from "~/tiers/policy-words";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { loadPolicies } from "./policies.server";
import { nextVersion } from "./publish.server";

const DAY_MS = 86_400_000;
/** A month: twice the least notice. */
const NOTICE_DAYS = 30;

/** What a draft can start from besides the versions on record, by its name in the address. */
const SHIPPED = { fair: FAIR, efficiency: EFFICIENCY } as const;

/** One version in words, or the start of a draft; undefined for a version that is not there. */
export async function loadPolicyPage(db: Db, asked: string, now: Date) {
  const recorded = await loadPolicies(db);
  const shipped = Object.values(SHIPPED).flatMap((json) => parsePolicies(json).policies);
  const shown = recorded.find(({ version }) => String(version) === asked) ?? null;
  const start = Object.keys(SHIPPED).indexOf(asked);
  if (shown === null && asked !== "draft" && start < 0) return undefined;
  const base = shown ?? shipped[start] ?? recorded.at(-1) ?? shipped[0];
  if (base === undefined) return undefined;
  const version = await nextVersion(db);
  const publication = shown === null ? undefined : await findPublication(db, shown.version);
  return {
    version: shown === null ? null : versionView(shown, recorded),
    publication: publication === undefined ? null : publicationView(publication),
    versions: recorded.map((policy) => ({ version: policy.version, name: policy.name })),
    start: draftFrom(base, version, now),
    recorded,
    shipped,
    nextVersion: version,
  };
}

const publicationView = ({
  publishedAt,
  publishedBy,
  warnings,
}: {
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly warnings: string;
}) => ({
  ...{ publishedAt, publishedBy },
  warnings: (JSON.parse(warnings) as readonly { readonly sentence: string }[]).map(
    ({ sentence }) => sentence,
  ),
});

function versionView(policy: TierPolicy, recorded: readonly TierPolicy[]) {
  const before = recorded.findLast(
    ({ projectId, effectiveAt, version }) =>
      projectId === policy.projectId && version !== policy.version && effectiveAt < policy.effectiveAt,
  );
  return {
    number: policy.version,
    name: policy.name,
    projectId: policy.projectId,
    words: policyInWords(policy),
    warnings: parsePolicies(policyToJson(policy), { recorded: true }).warnings.map(
      ({ sentence }) => sentence,
    ),
    previous: before === undefined ? null : before.version,
    changes: before === undefined ? [] : policyDiff(before, policy),
  };
}

/** A version as the start of the next one, announced today. */
function draftFrom(base: TierPolicy, version: number, now: Date): PolicyJson {
  const today = now.toISOString().slice(0, 10);
  return {
    ...policyToJson(base),
    version,
    name: `${base.name.replace(/ \(draft\)$/, "")} (draft)`,
    announced_at: `${today}T00:00:00Z`,
    effective_at: `${new Date(Date.parse(today) + NOTICE_DAYS * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`,
    retroactive: false,
  };
}

import { parsePolicies } from "./parse-policies";
import type { PolicyNote } from "./policy-note";
import type { TierPolicy } from "./policy";

export type Tried =
  | { readonly policies: readonly TierPolicy[]; readonly warnings: readonly PolicyNote[] }
  | { readonly problems: readonly PolicyNote[] };

/** Policies that can be replayed together: versions of one scope, without a problem. Every problem is listed. */
export function policiesToTry(json: unknown): Tried {
  const { policies, problems, warnings } = parsePolicies(json);
  if (problems.length > 0) return { problems };
  const scopes = new Set(policies.map(({ projectId }) => projectId));
  if (scopes.size <= 1) return { policies, warnings };
  const sentence = "There are versions of several projects (project_id); replay them one at a time.";
  return { problems: [{ path: "", sentence }] };
}

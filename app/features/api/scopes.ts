import { ANNOTATORS, MANAGERS, PROGRAMME, type Role } from "~/domain/viewer";

interface ScopeWords {
  /** What a token with it may do. */
  readonly label: string;
  /** Whose account may have such a token: nothing is open to a token that is closed to its account. */
  readonly roles: readonly Role[];
}

/** What a token may be allowed, each for itself. Ids are kept in the database and never change. */
export const SCOPES = {
  ingest: { label: "Send records in, and take an import back out", roles: MANAGERS },
  "read:imports": { label: "Read what came in", roles: MANAGERS },
  "read:reports": {
    label: "Read the reports: annotators, projects, items, tiers, workload",
    roles: MANAGERS,
  },
  "read:agreement": { label: "Read agreement and aggregations", roles: MANAGERS },
  "read:audit": { label: "Read the findings of the last audit", roles: PROGRAMME },
  "run:audit": { label: "Start an audit", roles: MANAGERS },
  simulate: { label: "Replay a tier policy over history", roles: MANAGERS },
  "read:me": { label: "Read what is about the account's own annotator", roles: ANNOTATORS },
} as const satisfies Readonly<Record<string, ScopeWords>>;

export type Scope = keyof typeof SCOPES;

export const SCOPE_IDS = Object.keys(SCOPES) as readonly Scope[];

export const isScope = (text: string): text is Scope => SCOPE_IDS.includes(text as Scope);

/** What an account of a role may give its tokens. */
export const scopesFor = (role: Role): readonly Scope[] =>
  SCOPE_IDS.filter((scope) => SCOPES[scope].roles.includes(role));

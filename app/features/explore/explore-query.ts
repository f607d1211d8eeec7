/** What people's work can be told apart by; a declared group is `group:` and its name. */
export const FEATURES = ["tier", "project", "task type", "platform", "country"] as const;
export type Feature = (typeof FEATURES)[number];

/** Held constant together, beside each of the features alone. */
export const PAIRS = ["tier + task type", "tier + country", "project + country"] as const;

/** Filters of the address; empty where everybody is meant. */
export const FILTERS = ["tier", "project", "country"] as const;

export interface ExploreQuery {
  readonly windowDays: number;
  readonly measure: string;
  readonly by: string;
  /** Empty where nothing is held constant. */
  readonly within: readonly Feature[];
  readonly filters: Readonly<Record<(typeof FILTERS)[number], string>>;
}

const DECLARED = "group:";

/** The name of the declared group that is compared; null where it is another feature. */
export const declaredIn = (by: string): string | null =>
  by.startsWith(DECLARED) ? by.slice(DECLARED.length) : null;

export const declared = (name: string): string => DECLARED + name;

/** `?measure=gold&by=country&within=tier`; what is not offered falls back to the first of each. */
export function exploreQuery(query: URLSearchParams, windowDays: number): ExploreQuery {
  const asked = query.get("by") ?? "tier";
  const by = FEATURES.some((feature) => feature === asked) || declaredIn(asked) ? asked : "tier";
  const held = (query.get("within") ?? "").split(" + ");
  return {
    windowDays,
    measure: query.get("measure") ?? "",
    by,
    within: FEATURES.filter((feature) => held.includes(feature) && feature !== by).slice(0, 2),
    filters: {
      tier: query.get("tier") ?? "",
      project: query.get("project") ?? "",
      country: query.get("country") ?? "",
    },
  };
}

/** Whether the question is about projects, so that a person's work on each is a row of its own. */
export function isByProject({ by, within, filters }: ExploreQuery): boolean {
  const ofProjects = (feature: string) => ["project", "task type", "platform"].includes(feature);
  return filters.project !== "" || ofProjects(by) || within.some(ofProjects);
}

/** What a project and its platform are called, as the pickers offer them. */
export interface ScopeProject {
  readonly projectId: number;
  readonly sourceId: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly platformName: string | null;
}

export interface OverviewQuery {
  readonly project: string | null;
  readonly platform: string | null;
}

export function overviewQuery(query: URLSearchParams): OverviewQuery {
  return { project: query.get("project") || null, platform: query.get("platform") || null };
}

/** The projects that a query is about; null for all of them, and none where it names what is not there. */
export function scopeIds(
  projects: readonly ScopeProject[],
  { project, platform }: OverviewQuery,
): readonly number[] | null {
  if (project === null && platform === null) return null;
  return projects
    .filter(
      (one) =>
        (project === null || one.sourceId === project) && (platform === null || one.platform === platform),
    )
    .map(({ projectId }) => projectId);
}

/** Every platform that has a project, by name. */
export function platformsOf(projects: readonly ScopeProject[]): readonly { id: string; name: string }[] {
  const named = new Map(
    projects.flatMap(({ platform, platformName }) =>
      platform === null ? [] : [[platform, platformName ?? platform] as const],
    ),
  );
  return [...named].map(([id, name]) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

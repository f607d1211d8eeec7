/** A project's screen. By itself, so that the screen's script does not bring the list's along. */
export const projectHref = (project: string): string => `/projects/${encodeURIComponent(project)}`;

import type { ImportRecord, TaskType } from "~/domain/importer";

/** The platform and the project of a source's rows: context records, the same objects for every row. */
export interface Setting {
  readonly projectId: string;
  readonly records: readonly [platform: ImportRecord, project: ImportRecord];
}

/** Context records of one project on one platform. */
export function setting(
  platform: { readonly id: string; readonly name: string },
  project: { readonly id: string; readonly taskType: TaskType; readonly scale?: readonly [number, number] },
): Setting {
  const { id, taskType, scale } = project;
  const bounds = scale === undefined ? {} : { scaleMin: scale[0], scaleMax: scale[1] };
  return {
    projectId: id,
    records: [
      { table: "platforms", row: { platformId: platform.id, name: platform.name } },
      { table: "projects", row: { projectId: id, platformId: platform.id, name: id, taskType, ...bounds } },
    ],
  };
}

/** A project's name from a file's: without its extension and without the number of a second download. */
export function projectOf(fileName: string): string {
  const stem = fileName.replace(/\.(csv|tsv|txt|tab|jsonl|ndjson|json)$/i, "").replace(/ ?\(\d+\)$/, "");
  return stem.trim().slice(0, 200) || "imported";
}

/** Settings by project id; the rows of a file mostly share one, so the last is kept. */
export function settings(
  platform: { readonly id: string; readonly name: string },
  taskType: TaskType,
  scale?: readonly [number, number],
): (projectId: string) => Setting {
  let last: Setting | undefined;
  return (id) => {
    if (last?.projectId !== id)
      last = setting(platform, { id, taskType, ...(scale === undefined ? {} : { scale }) });
    return last;
  };
}

/** A reading's project for its plan: the one named, or the only one in the first rows. */
export function soleProject(
  named: string | undefined,
  found: readonly string[],
): { readonly project?: string } {
  const [only, second] = new Set(found);
  const project = named ?? (second === undefined ? only : undefined);
  return project ? { project } : {};
}

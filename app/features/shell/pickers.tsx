import { WINDOWS_DAYS, windowLabel } from "~/domain/period";
import { GetForm } from "~/ui/link";

export interface PickersProps {
  readonly path: string;
  readonly query: string;
  readonly windowDays: number;
  readonly project: string | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  /** Offered where the screen can be narrowed to one of several. */
  readonly platforms?: readonly { readonly id: string; readonly name: string }[];
  readonly platform?: string | null;
}

/** Period and project, kept in the address. */
export function Pickers(props: PickersProps) {
  const { path, query, windowDays, project, projects, platforms = [], platform = null } = props;
  return (
    <GetForm
      action={path}
      keep={query}
      sets={["window", "project", "platform"]}
      submitOnChange
      label="Period and project"
      className="flex flex-wrap items-center gap-2"
    >
      <select
        name="window"
        aria-label="Period"
        key={`w${windowDays}`}
        defaultValue={windowDays}
        className="field"
      >
        {WINDOWS_DAYS.map((days) => (
          <option key={days} value={days}>
            {windowLabel(days)}
          </option>
        ))}
      </select>
      {platforms.length > 1 ? (
        <select
          name="platform"
          aria-label="Platform"
          key={`f${platform}`}
          defaultValue={platform ?? ""}
          className="field max-w-40"
        >
          <option value="">All platforms</option>
          {platforms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      <select
        name="project"
        aria-label="Project"
        key={`p${project}`}
        defaultValue={project ?? ""}
        className="field max-w-48"
      >
        <option value="">All projects</option>
        {projects.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <noscript>
        <button type="submit" className="button">
          Show
        </button>
      </noscript>
    </GetForm>
  );
}

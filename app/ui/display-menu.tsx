import { useState } from "react";
import { Menu } from "./menu";
import { preferenceAttributes, preferencesCookie, type Preferences } from "./preferences";

export interface DisplayMenuProps {
  readonly preferences: Preferences;
}

const GROUPS = [
  { name: "theme", label: "Theme", choices: { system: "As the system", light: "Light", dark: "Dark" } },
  { name: "density", label: "Rows", choices: { comfortable: "Comfortable", compact: "Compact" } },
  { name: "motion", label: "Motion", choices: { system: "As the system", reduced: "Reduced" } },
] as const;

/** Theme, density and motion: applied at once and kept in a cookie, so that the next page's first byte has them. */
export function DisplayMenu({ preferences }: DisplayMenuProps) {
  const [chosen, setChosen] = useState(preferences);
  const choose = (change: Partial<Preferences>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    apply(next);
  };
  return (
    <Menu label="Display" icon="sun" align="end">
      <div className="space-y-2 p-2">
        {GROUPS.map((group) => (
          <fieldset key={group.name}>
            <legend className="mb-1 text-2xs font-medium text-faint">{group.label}</legend>
            <div className="flex gap-1">
              {Object.entries(group.choices).map(([value, label]) => (
                <label
                  key={value}
                  className="cursor-pointer rounded-md border border-line px-2 py-1 text-xs has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2"
                >
                  <input
                    type="radio"
                    name={`display-${group.name}`}
                    className="sr-only"
                    checked={chosen[group.name] === value}
                    onChange={() => choose({ [group.name]: value })}
                  />
                  {label}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Menu>
  );
}

function apply(preferences: Preferences): void {
  document.cookie = preferencesCookie(preferences);
  const root = document.documentElement;
  for (const name of ["data-theme", "data-density", "data-motion"]) root.removeAttribute(name);
  for (const [name, value] of Object.entries(preferenceAttributes(preferences)))
    root.setAttribute(name, value);
}

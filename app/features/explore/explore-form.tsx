import { WINDOWS_DAYS, windowLabel } from "~/domain/period";
import { GetForm } from "~/ui/link";
import { FEATURES, FILTERS, PAIRS } from "./explore-query";
import type { ExplorePageProps } from "./explore-page";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What is asked: a measure, by what, within what, of whom. */
export function ExploreForm({ query, choices, measures, search }: ExplorePageProps) {
  const chosen = {
    measure: query.measure,
    by: query.by,
    within: query.within.join(" + "),
    window: String(query.windowDays),
    ...query.filters,
  };
  const fields: readonly {
    readonly name: keyof typeof chosen;
    readonly label: string;
    readonly of: readonly Choice[];
  }[] = [
    {
      name: "measure",
      label: "Measure",
      of: measures.map(({ id, label }) => ({ value: id, label })),
    },
    { name: "by", label: "By", of: choices.by },
    {
      name: "within",
      label: "Within",
      of: [
        { value: "", label: "nothing held constant" },
        ...[...FEATURES, ...PAIRS].map((value) => ({ value, label: value })),
      ],
    },
    {
      name: "window",
      label: "Period",
      of: WINDOWS_DAYS.map((days) => ({ value: String(days), label: windowLabel(days) })),
    },
    ...FILTERS.map((name) => ({
      name,
      label: `Only ${name}`,
      of: [{ value: "", label: "everybody" }, ...choices[name].map((value) => ({ value, label: value }))],
    })),
  ];
  return (
    <GetForm
      action="/audit/explore"
      keep={search}
      sets={fields.map(({ name }) => name)}
      label="Question"
      className="flex flex-wrap items-end gap-3"
    >
      {fields.map(({ name, label, of }) => (
        <label key={name} className="grid gap-1 text-xs text-muted">
          {label}
          <select name={name} className="field max-w-60" key={chosen[name]} defaultValue={chosen[name]}>
            {of.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className="button-primary">
        Ask
      </button>
    </GetForm>
  );
}

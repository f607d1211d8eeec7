import { GROUPINGS } from "~/domain/group-tally";
import { formatValue, type Unit } from "~/ui/format";
import { Icon } from "~/ui/icon";
import { GetForm, Link } from "~/ui/link";
import { Menu } from "~/ui/menu";
import { hrefWith } from "~/ui/query";
import { BOUNDABLE, type BoundableColumn, COLUMNS, GROUP_NAMES } from "./ranking-columns";
import { type Bound, boundText, type RankingQuery } from "./ranking-query";

export interface FilterChoices {
  readonly tiers: readonly string[];
  readonly countries: readonly string[];
  readonly platforms: readonly { readonly id: string; readonly name: string }[];
}

interface FiltersProps extends FilterChoices {
  readonly path: string;
  readonly query: RankingQuery;
  readonly search: string;
}

/** Who is listed, and by what they are put together; each choice is in the address at once. */
export function Filters({ path, query, search, tiers, countries, platforms }: FiltersProps) {
  const named = (names: readonly string[]) => names.map((name) => ({ id: name, name }));
  return (
    <>
      <GetForm
        action={path}
        keep={search}
        sets={["search", "tier", "country", "platform", "group"]}
        label="Filter annotators"
        submitOnChange
        className="flex min-w-0 flex-wrap items-center gap-2"
      >
        <input
          type="search"
          name="search"
          defaultValue={query.search}
          key={query.search}
          placeholder="Name or id"
          aria-label="Search by name or id"
          className="field w-40"
        />
        <Choice name="tier" all="Every tier" value={query.tier} options={named(tiers)} />
        <Choice name="country" all="Every country" value={query.country} options={named(countries)} />
        {platforms.length > 1 ? (
          <Choice name="platform" all="Every platform" value={query.platform} options={platforms} />
        ) : null}
        <Choice
          name="group"
          all="One by one"
          label="Group"
          value={query.group}
          options={GROUPINGS.map((group) => ({ id: group, name: `By ${GROUP_NAMES[group].toLowerCase()}` }))}
        />
        <button type="submit" className="button">
          Filter
        </button>
      </GetForm>
      <BoundMenu path={path} query={query} search={search} />
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly all: string;
  readonly label?: string;
  readonly value: string | null;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

function Choice({ name, all, label = name[0]!.toUpperCase() + name.slice(1), value, options }: ChoiceProps) {
  if (options.length === 0) return null;
  return (
    <select name={name} aria-label={label} defaultValue={value ?? ""} key={value} className="field max-w-40">
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

/** How a bound of a column is written and typed: shares in per cent would leave the address and the form disagreeing. */
const BOUND_UNITS: Readonly<Partial<Record<BoundableColumn, Unit>>> = {
  gold: { kind: "ratio" },
  consensus: { kind: "ratio" },
  review: { kind: "ratio" },
  paidShare: { kind: "share" },
  nightShare: { kind: "share" },
  hours: { kind: "hours" },
  longestSpellSeconds: { kind: "seconds" },
  meanSeconds: { kind: "seconds" },
  medianSeconds: { kind: "seconds" },
  handlingRatio: { kind: "factor" },
};

const UNIT_WORDS: Readonly<Partial<Record<Unit["kind"], string>>> = {
  ratio: "0 to 1",
  share: "0 to 1",
  hours: "hours",
  seconds: "seconds",
  factor: "factor",
};

const columnName = (id: BoundableColumn): string => COLUMNS.find((column) => column.id === id)?.header ?? id;

function BoundMenu({ path, search }: Pick<FiltersProps, "path" | "query" | "search">) {
  const unitOf = (id: BoundableColumn) =>
    id === "hourlyMinor" ? "minor units an hour" : UNIT_WORDS[BOUND_UNITS[id]?.kind ?? "count"];
  return (
    <Menu label="Measures" icon="filter" labelled>
      <GetForm
        action={path}
        keep={search}
        sets={["bound", "op", "value"]}
        label="Only with a measure"
        className="grid gap-2 p-2"
      >
        <select name="bound" aria-label="Measure" className="field">
          {BOUNDABLE.map((id) => (
            <option key={id} value={id}>
              {columnName(id)}
              {unitOf(id) ? ` (${unitOf(id)})` : ""}
            </option>
          ))}
        </select>
        <span className="flex gap-2">
          <select name="op" aria-label="Comparison" className="field">
            <option value=">=">at least</option>
            <option value="<=">at most</option>
          </select>
          <input name="value" type="number" step="any" required aria-label="Value" className="field w-28" />
        </span>
        <button type="submit" className="button-primary">
          Add
        </button>
      </GetForm>
    </Menu>
  );
}

/** The bounds in force, each with a way out. */
export function Bounds({ path, query, search }: Pick<FiltersProps, "path" | "query" | "search">) {
  if (query.bounds.length === 0) return null;
  const without = (out: Bound) =>
    hrefWith(path, search, {
      ...{ bound: null, op: null, value: null },
      where: query.bounds.filter((bound) => bound !== out).map(boundText),
    });
  return (
    <ul aria-label="Measures in force" className="mb-2 flex flex-wrap gap-1.5" data-print="hide">
      {query.bounds.map((bound) => (
        <li key={boundText(bound)}>
          <Link href={without(bound)} keepScroll className="button-quiet h-6 border-line text-xs">
            {boundWords(bound)}
            <Icon name="close" size={10} />
            <span className="sr-only">, take out</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function boundWords({ column, atLeast, value }: Bound): string {
  const text = formatValue(value, BOUND_UNITS[column] ?? { kind: "number", digits: 0 });
  return `${columnName(column)} ${atLeast ? "at least" : "at most"} ${text}`;
}

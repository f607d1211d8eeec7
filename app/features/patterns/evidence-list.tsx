import type { ReactNode } from "react";
import type { Json } from "~/domain/finding";
import { DefinitionList } from "~/ui/definition-list";
import { formatInstant } from "~/ui/format";

type Fields = Readonly<Record<string, Json>>;

/** What the finding rests on, as the detector kept it: figures as facts, rows as small tables. */
export function EvidenceList({ evidence }: { readonly evidence: Fields }) {
  const items = Object.entries(evidence).flatMap(([name, value]) => {
    if (isTable(value)) return [{ term: words(name), value: (<Rows rows={value} />) as ReactNode }];
    const text = valueText(value, name);
    return text === null ? [] : [{ term: words(name), value: text }];
  });
  return items.length === 0 ? (
    <p className="text-sm text-faint">Nothing beyond the figures above.</p>
  ) : (
    <DefinitionList items={items} />
  );
}

const isFields = (value: Json): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTable = (value: Json): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isFields);

const SHOWN = 8;

function Rows({ rows }: { readonly rows: readonly Fields[] }) {
  const names = Object.keys(rows[0] ?? {});
  const left = rows.length - SHOWN;
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Rows">
      <table className="w-full text-xs tabular-nums">
        <thead className="text-muted">
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" className="whitespace-nowrap pr-4 text-left font-normal">
                {words(name).toLowerCase()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row, index) => (
            <tr key={index} className="align-top">
              {names.map((name) => (
                <td key={name} className="pr-4">
                  {valueText(row[name] ?? null, name)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? <p className="text-2xs text-faint">{`${left} more in the audit as JSON`}</p> : null}
    </div>
  );
}

/** "excludedEquals" and "at_risk_days" -> "Excluded equals", "At risk days". */
function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  return (
    spaced.charAt(0).toUpperCase() +
    (/^[A-Z]\d/.test(spaced) ? spaced.slice(1) : spaced.slice(1).toLowerCase())
  );
}

function valueText(value: Json, name: string): string | null {
  if (value === null) return null;
  if (typeof value === "number") return numberText(value, name);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value.replaceAll("_", " ");
  if (Array.isArray(value)) return listText(value as readonly Json[], name);
  const parts = Object.entries(value).flatMap(([part, inner]) => {
    const text = valueText(inner, part);
    return text === null ? [] : [`${words(part)}: ${text}`];
  });
  return parts.length === 0 ? null : parts.join("; ");
}

function listText(list: readonly Json[], name: string): string {
  if (list.length === 0) return "none";
  const shown = list.slice(0, SHOWN).flatMap((entry) => valueText(entry, name) ?? []);
  if (list.length <= 3 && list.every((entry) => typeof entry === "number")) return shown.join(" to ");
  const left = list.length - shown.length;
  return shown.join(", ") + (left > 0 ? `, ${left} more` : "");
}

/** Instants are kept in seconds since 1970 under the name `at`. */
function numberText(value: number, name: string): string {
  if (name === "at" && value > 1e8) return `${formatInstant(value * 1_000)} UTC`;
  if (Number.isInteger(value)) return value.toLocaleString("en-GB");
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

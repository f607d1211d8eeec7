import type { Json } from "~/domain/finding";
import { DefinitionList } from "~/ui/definition-list";

/** What the finding rests on, as the detector kept it: figures as facts, lists as counts with their first entries. */
export function EvidenceList({ evidence }: { readonly evidence: Readonly<Record<string, Json>> }) {
  const items = Object.entries(evidence).flatMap(([name, value]) => {
    const text = valueText(value);
    return text === null ? [] : [{ term: words(name), value: text }];
  });
  return items.length === 0 ? (
    <p className="text-sm text-faint">Nothing beyond the figures above.</p>
  ) : (
    <DefinitionList items={items} />
  );
}

/** "excludedEquals" and "at_risk_days" -> "Excluded equals", "At risk days". */
function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}

const SHOWN = 6;

function valueText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return listText(value as readonly Json[]);
  const parts = Object.entries(value).flatMap(([name, inner]) => {
    const text = valueText(inner);
    return text === null ? [] : [`${words(name).toLowerCase()} ${text}`];
  });
  return parts.length === 0 ? null : parts.join(", ");
}

function listText(list: readonly Json[]): string | null {
  if (list.length === 0) return "none";
  if (list.length <= 3 && list.every((entry) => typeof entry === "number")) {
    return list.map(numberText).join(" to ");
  }
  const shown = list.slice(0, SHOWN).flatMap((entry) => valueText(entry) ?? []);
  const separator = list.every((entry) => typeof entry === "string") ? ", " : "; ";
  const rest = list.length - shown.length;
  return shown.join(separator) + (rest > 0 ? `${separator}${rest} more` : "");
}

function numberText(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-GB");
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

import type { PolicyJson } from "~/tiers/policy";
import { RULE_METRICS, ruleMetric } from "~/tiers/rule-metrics";
import { valueInWords } from "~/tiers/words";
import { Icon } from "~/ui/icon";
import { type DraftRule, type ReadDraft, sliderOf, withoutRule, withRule } from "./policy-draft";

export interface EditProps {
  readonly draft: PolicyJson;
  readonly read: ReadDraft;
  readonly change: (draft: PolicyJson) => void;
}

const OPERATORS = [
  [">=", "at least"],
  [">", "more than"],
  ["<=", "at most"],
  ["<", "less than"],
] as const;

/** One rule of a tier: metric, direction, and the bar on a slider. */
export function RuleEditor({
  draft,
  read,
  change,
  tier,
  index,
  rule,
}: EditProps & { readonly tier: number; readonly index: number; readonly rule: DraftRule }) {
  const path = `tiers[${tier}].rules[${index}]`;
  const name = `Rule ${index + 1} of ${draft.tiers[tier]?.label ?? "the tier"}`;
  const fault = ["metric", "op", "value"].flatMap((key) => read.at(`${path}.${key}`) ?? []).join(" ");
  const set = (part: Partial<DraftRule>) => change(withRule(draft, tier, index, part));
  return (
    <div className="grid grid-cols-1 gap-1 py-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <select
          className="field w-0 min-w-32 flex-1"
          aria-label={`${name}: metric`}
          value={ruleMetric(rule.metric)?.id ?? rule.metric}
          onChange={({ target }) => set({ metric: target.value })}
        >
          {RULE_METRICS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <select
          className="field"
          aria-label={`${name}: direction`}
          value={rule.op}
          onChange={({ target }) => set({ op: target.value as DraftRule["op"] })}
        >
          {OPERATORS.map(([op, words]) => (
            <option key={op} value={op}>
              {words}
            </option>
          ))}
        </select>
        <BarField name={name} rule={rule} fault={fault} set={set} />
        <button
          type="button"
          className="button-quiet"
          aria-label={`Take out ${name.toLowerCase()}`}
          onClick={() => change(withoutRule(draft, tier, index))}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      {fault === "" ? null : (
        <p role="alert" className="text-xs text-alarm">
          {fault}
        </p>
      )}
    </div>
  );
}

function BarField({
  name,
  rule,
  fault,
  set,
}: {
  readonly name: string;
  readonly rule: DraftRule;
  readonly fault: string;
  readonly set: (part: Partial<DraftRule>) => void;
}) {
  const slider = sliderOf(ruleMetric(rule.metric)?.unit);
  const number = (
    <input
      type="number"
      className="field w-24"
      aria-label={`${name}: bar`}
      aria-invalid={fault !== ""}
      step={slider?.[2] ?? "any"}
      value={Number.isNaN(rule.value) ? "" : rule.value}
      onChange={({ target }) => set({ value: target.valueAsNumber })}
    />
  );
  if (slider === null) return number;
  const [min, max, step] = slider;
  return (
    <span className="order-last flex min-w-0 basis-full items-center gap-2">
      <input
        type="range"
        className="min-w-0 flex-1 accent-(--accent)"
        aria-label={`${name}: bar, slider`}
        aria-valuetext={valueInWords(rule.metric, rule.value)}
        {...{ min, max, step }}
        value={Number.isNaN(rule.value) ? min : rule.value}
        onChange={({ target }) => set({ value: target.valueAsNumber })}
      />
      {number}
    </span>
  );
}

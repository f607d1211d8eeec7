import type { ReactNode } from "react";
import type { PolicyJson } from "~/tiers/policy";
import { Card } from "~/ui/card";
import { withNewRule, withNewTier, withoutTier, withTier } from "./policy-draft";
import { type EditProps, RuleEditor } from "./rule-editor";

/** Every setting of a policy, with what is wrong beside the field it is about. */
export function PolicyEditor(props: EditProps) {
  const { draft, read, change } = props;
  return (
    <Card
      title="The rules"
      note="Move a bar, and the replay beside it follows."
      actions={
        <button type="button" className="button" onClick={() => change(withNewTier(draft))}>
          Add a tier
        </button>
      }
    >
      <div className="grid gap-4">
        {draft.tiers.map((tier, index) => (
          <TierEditor key={index} {...props} index={index} tier={tier} />
        ))}
        <Fault sentence={read.at("tiers")} />
        <Settings {...props} />
      </div>
    </Card>
  );
}

const Fault = ({ sentence }: { readonly sentence: string | undefined }) =>
  sentence === undefined ? null : (
    <p role="alert" className="text-xs text-alarm">
      {sentence}
    </p>
  );

function TierEditor({
  draft,
  read,
  change,
  index,
  tier,
}: EditProps & { readonly index: number; readonly tier: PolicyJson["tiers"][number] }) {
  const last = index === draft.tiers.length - 1;
  const path = `tiers[${index}]`;
  const set = (part: Partial<typeof tier>) => change(withTier(draft, index, part));
  return (
    <fieldset className="min-w-0 border-t border-line pt-3">
      <legend className="sr-only">{`Tier ${tier.label}`}</legend>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <input
          className="field w-36 font-medium"
          aria-label={`Name of tier ${index + 1}`}
          value={tier.label}
          onChange={({ target }) => set({ label: target.value })}
        />
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={tier.premium_access ?? false}
            onChange={({ target }) => set({ premium_access: target.checked })}
          />
          premium work
        </label>
        <Numeric
          label={`Pay multiplier of ${tier.label}`}
          shown="pay ×"
          value={tier.pay_multiplier ?? 1}
          step={0.05}
          set={(value) => set({ pay_multiplier: value })}
        />
        {last ? (
          <span className="text-xs text-faint">for everybody else</span>
        ) : (
          <>
            <Numeric
              label={`Places in ${tier.label}, per cent of the roster; empty: no limit`}
              shown="places, %"
              value={tier.quota_share == null ? null : Math.round(tier.quota_share * 1_000) / 10}
              step={1}
              set={(value) => set({ quota_share: Number.isNaN(value) ? null : value / 100 })}
            />
            {draft.tiers.length > 2 ? (
              <button
                type="button"
                className="button-quiet"
                onClick={() => change(withoutTier(draft, index))}
              >
                Take out
              </button>
            ) : null}
          </>
        )}
      </div>
      {tier.rules.map((rule, at) => (
        <RuleEditor key={at} {...{ draft, read, change }} tier={index} index={at} rule={rule} />
      ))}
      {["id", "label", "rules", "quota_share", "pay_multiplier"].map((key) => (
        <Fault key={key} sentence={read.at(`${path}.${key}`)} />
      ))}
      {last ? null : (
        <button type="button" className="button-quiet mt-1" onClick={() => change(withNewRule(draft, index))}>
          + rule
        </button>
      )}
    </fieldset>
  );
}

function Numeric({
  label,
  shown,
  value,
  step,
  set,
}: {
  readonly label: string;
  readonly shown: string;
  readonly value: number | null;
  readonly step: number;
  readonly set: (value: number) => void;
}) {
  return (
    <label className="flex items-center gap-1.5">
      <span className="text-muted">{shown}</span>
      <input
        type="number"
        className="field w-20"
        aria-label={label}
        step={step}
        value={value === null || Number.isNaN(value) ? "" : value}
        onChange={({ target }) => set(target.valueAsNumber)}
      />
    </label>
  );
}

function Settings({ draft, read, change }: EditProps) {
  const slider = (
    key: "window_days" | "minimum_gold" | "consecutive_windows" | "grace_days" | "grandfather_days",
    label: string,
    [min, max, step]: readonly [number, number, number],
    fallback: number,
  ) => {
    const value = draft[key] ?? fallback;
    return (
      <Setting label={label} fault={read.at(key)}>
        <span className="flex items-center gap-2">
          <input
            type="range"
            className="min-w-0 flex-1 accent-(--accent)"
            aria-label={label}
            {...{ min, max, step }}
            value={value}
            onChange={({ target }) => change({ ...draft, [key]: target.valueAsNumber })}
          />
          <output className="w-8 text-right">{value}</output>
        </span>
      </Setting>
    );
  };
  return (
    <div className="grid gap-x-6 gap-y-3 border-t border-line pt-3 text-sm sm:grid-cols-2">
      {slider("window_days", "Days in a window", [7, 56, 7], 28)}
      {slider("minimum_gold", "Gold items needed to decide", [0, 120, 2], 0)}
      {slider("consecutive_windows", "Windows in a row before a demotion", [1, 4, 1], 1)}
      {slider("grace_days", "Days of grace after a promotion", [0, 84, 7], 0)}
      {slider("grandfather_days", "Days a held tier is kept", [0, 168, 7], 0)}
      <Setting label="A tier is lost when" fault={read.at("decide_on")}>
        <select
          className="field w-full"
          aria-label="A tier is lost when"
          value={draft.decide_on}
          onChange={({ target }) =>
            change({ ...draft, decide_on: target.value === "interval" ? "interval" : "point" })
          }
        >
          <option value="interval">the whole interval misses the bar</option>
          <option value="point">the value itself misses the bar</option>
        </select>
      </Setting>
      <label className="flex items-center gap-2 sm:col-span-2">
        <input
          type="checkbox"
          className="size-4 accent-(--accent)"
          checked={draft.human_review_before_demotion ?? false}
          onChange={({ target }) => change({ ...draft, human_review_before_demotion: target.checked })}
        />
        A person decides on every demotion
      </label>
    </div>
  );
}

const Setting = ({
  label,
  fault,
  children,
}: {
  readonly label: string;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}) => (
  <div className="min-w-0">
    <span className="mb-1 block text-xs text-muted">{label}</span>
    {children}
    <Fault sentence={fault} />
  </div>
);

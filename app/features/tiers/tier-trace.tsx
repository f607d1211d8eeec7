import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { ruleMetric } from "~/tiers/rule-metrics";
import type { RuleTrace, TierTrace, Trace } from "~/tiers/trace";
import { ruleInWords, valueInWords } from "~/tiers/words";
import { Badge, type BadgeTone } from "~/ui/badge";
import { formatCount, formatDate } from "~/ui/format";
import { Link } from "~/ui/link";
import { Meter } from "~/ui/meter";

export interface TierTraceProps {
  readonly trace: Trace;
  /** What was decided, in sentences. */
  readonly decision: readonly string[];
  /** How often chance alone decides such a rule, in sentences. */
  readonly chance?: readonly string[];
  /** Where the person's own records are, without their dates. */
  readonly rowsHref: string;
}

/**
 * Why a tier is what it is: every rule with its value, interval, bar and rows, and what would change it. The same for
 * the person it is about and for a manager.
 */
export function TierTraceView({ trace, decision, chance = [], rowsHref }: TierTraceProps) {
  const rules = trace.tiers.flatMap((tier) => tier.rules.map((rule) => ({ tier, rule })));
  const { from, to } = trace.window;
  return (
    <div className="grid grid-cols-1 gap-3 text-sm">
      <div className="max-w-[72ch]">
        {decision.map((sentence, index) => (
          <p key={sentence} className={index === 0 ? "font-medium" : "text-muted"}>
            {sentence}
          </p>
        ))}
        {trace.noise ? (
          <p className="mt-1">
            <Badge tone="caution">chance alone can explain this move</Badge>
          </p>
        ) : null}
      </div>
      <div className="-mx-4 border-y border-line">
        <PlainTable
          label="Rules of the policy and how they went"
          columns={columns(rowsHref)}
          rows={rules}
          rowId={({ tier, rule }) => `${tier.tierId} ${rule.metric} ${rule.op} ${rule.bar}`}
        />
      </div>
      <Counterfactuals trace={trace} chance={chance} />
      <p className="text-xs text-faint">
        {`Window from ${formatDate(from)} to ${formatDate(lastDay(to))}, policy version ${trace.policyVersion}; intervals are 95 %.`}
      </p>
    </div>
  );
}

const lastDay = (to: string): string => new Date(Date.parse(to) - 1).toISOString();

interface Ruled {
  readonly tier: TierTrace;
  readonly rule: RuleTrace;
}

const VERDICT: Readonly<Record<RuleTrace["verdict"], readonly [tone: BadgeTone, word: string]>> = {
  met: ["positive", "reached"],
  missed: ["caution", "missed"],
  unclear: ["outline", "not reached, within the interval"],
  unmeasured: ["outline", "not measured"],
};

const columns = (rowsHref: string): readonly PlainColumn<Ruled>[] => [
  { header: "For", cell: ({ tier }) => tier.label },
  {
    header: "The rule asks for",
    cell: ({ rule }) => (
      <>
        {ruleInWords({ metric: rule.metric, op: rule.op, value: rule.bar })}
        <Link href={rowsHref} className="quiet-link block text-2xs text-faint">
          {rowsInWords(rule)}
        </Link>
      </>
    ),
  },
  { header: "Value", cell: ({ rule }) => <RuleValue rule={rule} /> },
  {
    header: "Outcome",
    cell: ({ rule }) => {
      const [tone, word] = VERDICT[rule.verdict];
      return <Badge tone={tone}>{word}</Badge>;
    },
  },
];

const ONLY: Readonly<Record<RuleTrace["rows"]["only"], string>> = {
  gold: "on gold items",
  reviewed: "with a review",
  agreement: "others answered too",
  handled: "with a handling time",
  all: "all",
};

const rowsInWords = ({ rows, n }: RuleTrace): string =>
  `${formatCount(n)} ${rows.table.replaceAll("_", " ")}, ${ONLY[rows.only]}`;

function RuleValue({ rule }: { readonly rule: RuleTrace }) {
  if (rule.value === null || rule.interval === null) {
    return <span className="text-xs text-faint">not measured in this window</span>;
  }
  const [low, high] = rule.interval;
  const write = (value: number) => valueInWords(rule.metric, value);
  const n = rule.successes === null ? `n = ${formatCount(rule.n)}` : `${rule.successes} of ${rule.n}`;
  return (
    <span className="block min-w-40">
      <span className="font-medium">{write(rule.value)}</span>
      <span className="text-2xs text-faint">
        {low === high ? ` (${n})` : ` (${write(low)} to ${write(high)}, ${n})`}
      </span>
      <Meter
        measured={{ kind: "measured", value: rule.value, low, high, n: rule.n }}
        unit={unitOf(rule)}
        {...domainOf(rule)}
        reference={{ value: rule.bar, label: "bar" }}
      />
    </span>
  );
}

const unitOf = ({ metric }: RuleTrace): { readonly kind: "ratio" } | { readonly kind: "number" } =>
  ruleMetric(metric)?.unit === "share" ? { kind: "ratio" } : { kind: "number" };

/** Shares are drawn where the bars are; other values on a scale that holds value and bar. */
function domainOf({ metric, value, interval, bar }: RuleTrace): {
  readonly domain: readonly [number, number];
} {
  const least = Math.min(bar, value ?? bar, interval?.[0] ?? bar);
  const most = Math.max(bar, value ?? bar, Math.min(interval?.[1] ?? bar, 1e9));
  if (ruleMetric(metric)?.unit === "share")
    return { domain: [Math.min(0.5, Math.floor(least * 10) / 10), 1] };
  const margin = (most - least || Math.abs(bar) || 1) * 0.25;
  return { domain: [least - margin, most + margin] };
}

function Counterfactuals({ trace, chance }: { readonly trace: Trace; readonly chance: readonly string[] }) {
  const ways = trace.counterfactuals.map(({ sentence }) => sentence);
  if (ways.length + chance.length === 0) return null;
  return (
    <div>
      <h3 className="text-xs font-medium text-muted">What would change it</h3>
      <ul className="mt-1 max-w-[72ch] list-disc space-y-0.5 pl-4">
        {[...ways, ...chance].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";

export interface Waiting {
  /** Changes of tier that a person has to decide on, and how many of them chance alone can explain. */
  readonly decisions: { readonly open: number; readonly withinChance: number };
  /** What the last audit flagged, by severity; null where none has run. */
  readonly findings: {
    readonly runAt: string;
    readonly critical: number;
    readonly high: number;
    readonly watch: number;
  } | null;
}

/** What a manager has to look at, and where. */
export function WaitingCard({ decisions, findings }: Waiting) {
  return (
    <Card title="To look at">
      <ul className="grid gap-2 text-sm">
        <li>
          <Link href="/tiers/queue" className="prose-link">
            {plural(decisions.open, "change of tier", "changes of tier")}
          </Link>{" "}
          {decisions.open === 1 ? "waits" : "wait"} for a decision
          {decisions.withinChance > 0 ? `; chance can explain ${formatCount(decisions.withinChance)}` : ""}.
        </li>
        <li>{findings === null ? <NoAudit /> : <Flagged {...findings} />}</li>
      </ul>
    </Card>
  );
}

function Flagged({ runAt, critical, high, watch }: NonNullable<Waiting["findings"]>) {
  const parts = (
    [
      [critical, "critical"],
      [high, "high"],
      [watch, "to watch"],
    ] as const
  ).flatMap(([count, word]) => (count > 0 ? [`${formatCount(count)} ${word}`] : []));
  return (
    <>
      <Link href="/patterns" className="prose-link">
        {plural(critical + high + watch, "pattern", "patterns")}
      </Link>{" "}
      flagged{parts.length > 0 ? ` (${parts.join(", ")})` : ""} by the audit of {formatInstant(runAt)} UTC.
    </>
  );
}

const NoAudit = () => (
  <>
    No audit has been run yet:{" "}
    <Link href="/patterns" className="prose-link">
      run one
    </Link>
    .
  </>
);

const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

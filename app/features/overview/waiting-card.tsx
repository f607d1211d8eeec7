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
  /** Appeals without an answer, and those that are due first. */
  readonly appeals: {
    readonly open: number;
    readonly first: readonly {
      /** The source's id of whose it is. */
      readonly annotator: string;
      readonly name: string;
      readonly what: string;
      readonly href: string;
      readonly daysLeft: number | null;
    }[];
  };
}

/** What a manager has to look at, and where. */
export function WaitingCard({ decisions, findings, appeals }: Waiting) {
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
        <li>
          <Appeals {...appeals} />
        </li>
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

function Appeals({ open, first }: Waiting["appeals"]) {
  if (open === 0) return <>No appeal is open.</>;
  return (
    <>
      <Link href="/appeals" className="prose-link">
        {plural(open, "open appeal", "open appeals")}
      </Link>
      , due first:
      <ul className="mt-1 grid gap-0.5 text-xs">
        {first.map(({ name, what, href, daysLeft }) => (
          <li key={href} className="flex justify-between gap-3">
            <Link href={href} className="quiet-link min-w-0 truncate leading-6">{`${name}, ${what}`}</Link>
            <span className={daysLeft !== null && daysLeft < 0 ? "text-caution" : "text-muted"}>
              {clockText(daysLeft)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function clockText(daysLeft: number | null): string {
  if (daysLeft === null) return "answered";
  if (daysLeft < 0) return `${plural(-daysLeft, "day", "days")} late`;
  return daysLeft === 0 ? "due today" : `${plural(daysLeft, "day", "days")} left`;
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

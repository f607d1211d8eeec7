import type { Measured } from "~/domain/measured";
import type { Metric } from "~/domain/metric";
import type { Tallies } from "~/domain/tallies";
import { countLineage, metricLineage, type LineageWindow } from "~/features/shell/metric-lineage";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";
import rejectionRate from "~/metrics/rejection-rate";
import { Stat, StatRow } from "~/ui/card";
import { formatCount } from "~/ui/format";
import { Lineage, type LineageFacts } from "~/ui/lineage";
import { MeasuredCell } from "~/ui/measured-cell";

export interface FiguresProps {
  readonly window: LineageWindow | null;
  readonly totals: {
    readonly judgments: number;
    readonly days: number;
    readonly goldCorrect: number;
    readonly goldTotal: number;
    readonly consensusAgreeing: number;
    readonly consensusTotal: number;
    readonly approved: number;
    readonly rejected: number;
  };
  readonly planShare: Measured;
  readonly tiers: readonly { readonly tier: string | null; readonly annotators: number }[];
}

/** The period in a row of numbers, each of which opens what it is made of. */
export function Figures({ totals, tiers, planShare, window }: FiguresProps) {
  const people = tiers.reduce((sum, { annotators }) => sum + annotators, 0);
  const tallies = talliesOf(totals);
  return (
    <StatRow>
      <Stat label="Dated judgments" note={`On ${formatCount(totals.days)} days with work.`}>
        <Count
          value={totals.judgments}
          facts={countLineage(window, {
            name: "Dated judgments",
            definition: "Judgments with a submission, else a start, whatever became of them since.",
            rows: `${formatCount(totals.judgments)} judgments on ${formatCount(totals.days)} UTC days`,
          })}
        />
      </Stat>
      <Stat label="Against plan">
        <Lineage facts={planLineage(window, planShare)}>
          <MeasuredCell measured={planShare} unit={{ kind: "share" }} layout="large" />
        </Lineage>
      </Stat>
      <Stat label="Annotators with work">
        <Count
          value={people}
          facts={countLineage(window, {
            name: "Annotators with work",
            definition: "Annotators with at least one judgment in the period, on the projects shown.",
            rows: `${formatCount(people)} annotators of the kept snapshot`,
            rowsHref: "/annotators",
          })}
        />
      </Stat>
      {[goldAccuracy, consensusAgreement, rejectionRate].map((metric) => (
        <Share key={metric.id} metric={metric} tallies={tallies} window={window} />
      ))}
    </StatRow>
  );
}

const Count = ({ value, facts }: { readonly value: number; readonly facts: LineageFacts }) => (
  <Lineage facts={facts}>
    <span className="text-2xl font-semibold tracking-tight">{formatCount(value)}</span>
  </Lineage>
);

interface ShareProps {
  readonly metric: Metric;
  readonly tallies: Tallies;
  readonly window: LineageWindow | null;
}

function Share({ metric, tallies, window }: ShareProps) {
  const measured = metric.measure(tallies);
  return (
    <Stat label={metric.label}>
      <Lineage facts={metricLineage(metric, measured, window)}>
        <MeasuredCell measured={measured} unit={{ kind: "ratio" }} layout="large" />
      </Lineage>
    </Stat>
  );
}

/** The tallies that shares over everybody need; times and pay have screens of their own. */
const talliesOf = (totals: FiguresProps["totals"]): Tallies => ({
  status: {
    ...{ judgments: totals.judgments, approved: totals.approved, rejected: totals.rejected },
    ...{ submitted: 0, skipped: 0, returned: 0, expired: 0, abandoned: 0 },
  },
  gold: totals.goldTotal > 0 ? { correct: totals.goldCorrect, judged: totals.goldTotal } : null,
  consensus:
    totals.consensusTotal > 0 ? { agreeing: totals.consensusAgreeing, judged: totals.consensusTotal } : null,
  ...{ review: null, handling: null, time: null, pay: null },
});

const planLineage = (window: LineageWindow | null, share: Measured): LineageFacts =>
  countLineage(window, {
    name: "Against plan",
    definition:
      "Judgments of the projects that have a plan, as a share of what their plans ask for. The last recorded day may still be running and is left out.",
    formula: "sum of judgments / sum of planned judgments, over whole days",
    rows:
      share.kind === "measured"
        ? `${formatCount(share.n)} whole days with a plan`
        : "no whole day with a plan",
    caveats: ["A plan is set by a manager; it says what was wanted, not what was possible."],
  });

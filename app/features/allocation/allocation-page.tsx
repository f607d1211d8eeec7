import { FindingChart } from "~/features/patterns/finding-chart";
import { OutcomeBadge } from "~/features/patterns/badges";
import { Card, Stat, StatRow } from "~/ui/card";
import { formatCount, formatDate, formatInstant, formatPercent } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { OffersCard, SharesCard } from "./allocation-tables";
import type { Allocation } from "./allocation.server";

const METHOD = "/methodology/golden-batch-concentration";
const FACTOR = { kind: "factor" } as const;

/** Who was offered premium work, against a lottery among all who truly pass. */
export function AllocationPage(props: Allocation) {
  const { run, finding } = props;
  return (
    <>
      <PageHeader
        title="Allocation"
        summary="Who was offered premium batches, against what a lottery among all who truly pass would have brought: hours available times the chance of meeting the bar."
        aside={finding ? <OutcomeBadge outcome={finding.outcome} severity={finding.severity} /> : null}
        actions={
          finding ? (
            <Link href="/patterns/golden-batch-concentration" className="button">
              The whole finding
            </Link>
          ) : null
        }
      />
      {run && finding ? (
        <div className="grid gap-4">
          <p className="text-sm">{finding.sentence}</p>
          <Figures {...props} />
          <div className="grid gap-4 wide:grid-cols-2">
            {finding.chart ? (
              <FindingChart
                chart={finding.chart}
                reading="Below the band, the work is held by fewer people than chance alone would bring."
                methodHref={METHOD}
              />
            ) : null}
            <Tiers {...props} />
          </div>
          {props.shares.sentences.map((sentence) => (
            <p
              key={sentence}
              role="note"
              className="rounded-md bg-caution-soft px-3 py-2 text-sm text-caution"
            >
              {sentence}
            </p>
          ))}
          <Groups {...props} />
          <OffersCard {...props} />
          <SharesCard {...props} />
          <p className="text-xs text-faint">
            {`Audit of ${formatInstant(run.runAt)} UTC${run.from && run.to ? `, records of ${formatDate(run.from.slice(0, 10))} to ${formatDate(run.to.slice(0, 10))}` : ""}. A batch that was offered to several people counts for each by its share.`}
          </p>
        </div>
      ) : (
        <EmptyState
          title="No audit has been run yet"
          actions={
            <Link href="/patterns" className="button-primary">
              Patterns
            </Link>
          }
        >
          Allocation is examined with the audit, which is run from the screen of patterns.
        </EmptyState>
      )}
    </>
  );
}

function Figures({ lift, topTier, excluded, programme }: Allocation) {
  return (
    <StatRow>
      <Stat
        label="Premium batches offered"
        note={programme ? `${formatCount(programme.examined)} with availability on record` : "none examined"}
      >
        <span className="text-2xl font-semibold tracking-tight">
          {formatCount(programme?.premiumBatches ?? 0)}
        </span>
      </Stat>
      <Stat
        label="To the top tier"
        note={topTier ? `a lottery: ${formatPercent(topTier.expected)}` : "not examined"}
      >
        <span className="text-2xl font-semibold tracking-tight">
          {topTier ? formatPercent(topTier.share) : "unmeasured"}
        </span>
      </Stat>
      <Stat label="Received over expected, top tier">
        <MeasuredCell
          layout="large"
          name="Received over expected"
          measured={lift ?? { kind: "unmeasured", reason: "not examined" }}
          unit={FACTOR}
          domain={[0, 3]}
          reference={{ value: 1, label: "a lottery" }}
          lineageHref={METHOD}
        />
      </Stat>
      <Stat label="Equals left out, of those who pass" note="less than half of what a lottery would bring">
        <MeasuredCell
          layout="large"
          name="Equals left out"
          measured={excluded}
          unit={{ kind: "share" }}
          lineageHref={METHOD}
        />
      </Stat>
    </StatRow>
  );
}

const LOTTERY = [{ value: 1, name: "lottery" }];

function Tiers({ tiers }: Allocation) {
  return (
    <IntervalPlot
      title="Received over expected, by tier"
      reading={`${tiers.filter(({ outcome }) => outcome === "flagged").length} of ${tiers.length} tiers received notably more than a lottery would have brought.`}
      noun="Tier"
      unit={FACTOR}
      methodHref={METHOD}
      rows={tiers.map(({ tier, lift }) => ({ id: tier, label: tier, measured: lift }))}
      rules={LOTTERY}
    />
  );
}

/** By what people said of themselves, and where they live: groups of at least ten. */
function Groups({ shares: { groups } }: Allocation) {
  const dimensions = [...new Set(groups.map(({ dimension }) => dimension))];
  if (dimensions.length === 0) {
    return (
      <Card title="By group">
        <p className="text-sm text-faint">No group of at least ten people is on record.</p>
      </Card>
    );
  }
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      {dimensions.map((dimension) => (
        <IntervalPlot
          key={dimension}
          title={`Received over expected, by ${dimension.replaceAll("_", " ")}`}
          reading="Groups of at least ten people; self-declared groups are voluntary, so some people are in none."
          noun={dimension}
          unit={FACTOR}
          methodHref={METHOD}
          rows={groups
            .filter((row) => row.dimension === dimension)
            .map(({ group, people, measured }) => ({
              id: group,
              label: `${group}, ${people === 0 ? "withheld" : formatCount(people)}`,
              measured,
            }))}
          rules={LOTTERY}
        />
      ))}
    </div>
  );
}

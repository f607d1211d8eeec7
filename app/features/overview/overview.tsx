import { useRevalidator } from "@remix-run/react";
import type { Measured } from "~/domain/measured";
import { useImportEvents } from "~/features/imports/use-import-events";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Pickers } from "~/features/shell/pickers";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";
import rejectionRate from "~/metrics/rejection-rate";
import type { Tallies } from "~/domain/tallies";
import { Card, Stat, StatRow } from "~/ui/card";
import { Distribution } from "~/ui/distribution";
import { formatCount, formatInstant, formatSeconds } from "~/ui/format";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { PageHeader } from "~/ui/page-header";
import { type SeriesPoint, TimeSeries } from "~/ui/time-series";
import { binQuantile, handlingBins } from "./overview.view";
import { type Waiting, WaitingCard } from "./waiting-card";

export interface OverviewProps {
  readonly windowDays: number;
  readonly project: string | null;
  readonly search: string;
  readonly window: {
    readonly from: string | null;
    readonly to: string | null;
    readonly computedAt: string;
  } | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
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
  readonly throughput: readonly SeriesPoint[];
  readonly gold: readonly SeriesPoint[];
  readonly consensus: readonly SeriesPoint[];
  readonly handling: {
    readonly clock: string;
    readonly n: number;
    readonly counted: readonly { readonly bin: number; readonly count: number }[];
  } | null;
  readonly tiers: readonly { readonly tier: string | null; readonly annotators: number }[];
  readonly freshness: readonly Freshness[];
  readonly lastImport: {
    readonly importId: number;
    readonly finishedAt: string | null;
    readonly rejectedCount: number;
  } | null;
  readonly waiting: Waiting;
}

interface Freshness {
  readonly sourceId: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly judgments: number;
  readonly annotators: number;
  readonly lastOn: string | null;
}

/** Pace, quality, handling time and freshness at a glance; it follows imports as they land. */
export function Overview(props: OverviewProps) {
  const { revalidate } = useRevalidator();
  useImportEvents(({ kind }) => {
    if (kind === "done") void revalidate();
  });
  const { window, freshness, lastImport } = props;
  const empty = freshness.length === 0;
  return (
    <>
      <PageHeader
        title="Overview"
        summary={
          window?.from && window.to
            ? `Records from ${window.from} to ${window.to}, days in UTC.`
            : "What came in, how fast and how good."
        }
        actions={empty ? null : <Pickers path="/overview" query={props.search} {...props} />}
      />
      {empty ? (
        <NothingYet />
      ) : (
        <div className="grid gap-4">
          <Figures {...props} />
          <div className="grid gap-4 wide:grid-cols-2">
            <Throughput {...props} />
            <Quality {...props} />
            <HandlingTimes handling={props.handling} />
            <div className="grid content-start gap-4">
              <WaitingCard {...props.waiting} />
              <TierMix tiers={props.tiers} />
            </div>
          </div>
          <FreshnessTable freshness={freshness} lastImport={lastImport} />
        </div>
      )}
    </>
  );
}

function Figures({ totals, tiers }: OverviewProps) {
  const tallies = {
    gold: totals.goldTotal > 0 ? { correct: totals.goldCorrect, judged: totals.goldTotal } : null,
    consensus:
      totals.consensusTotal > 0
        ? { agreeing: totals.consensusAgreeing, judged: totals.consensusTotal }
        : null,
    status: { approved: totals.approved, rejected: totals.rejected },
  } as unknown as Tallies;
  const people = tiers.reduce((sum, { annotators }) => sum + annotators, 0);
  const shares: readonly (readonly [string, Measured, string])[] = [
    [goldAccuracy.label, goldAccuracy.measure(tallies), goldAccuracy.id],
    [consensusAgreement.label, consensusAgreement.measure(tallies), consensusAgreement.id],
    [rejectionRate.label, rejectionRate.measure(tallies), rejectionRate.id],
  ];
  return (
    <StatRow>
      <Stat label="Dated judgments" note={`On ${formatCount(totals.days)} days with work.`}>
        <span className="text-2xl font-semibold tracking-tight">{formatCount(totals.judgments)}</span>
      </Stat>
      <Stat label="Annotators with work">
        <Link href="/annotators" className="quiet-link text-2xl font-semibold tracking-tight">
          {formatCount(people)}
        </Link>
      </Stat>
      {shares.map(([label, measured, id]) => (
        <Stat key={id} label={label}>
          <MeasuredCell
            measured={measured}
            unit={{ kind: "ratio" }}
            layout="large"
            name={label}
            lineageHref={`/methodology/${id}`}
          />
        </Stat>
      ))}
    </StatRow>
  );
}

function Throughput({ throughput, totals }: OverviewProps) {
  const perDay = totals.days === 0 ? 0 : totals.judgments / totals.days;
  return (
    <TimeSeries
      title="Judgments a day"
      reading={
        totals.days === 0
          ? "No dated judgments in this period."
          : `${formatCount(Math.round(perDay))} judgments on a day with work, on average.`
      }
      series={[{ name: "Judgments", points: throughput }]}
      unit={{ kind: "count" }}
      fileName="judgments-a-day"
    />
  );
}

function Quality({ gold, consensus, totals }: OverviewProps) {
  const series = [
    { name: "Gold accuracy", points: gold },
    { name: "Consensus agreement", points: consensus },
  ].filter(({ points }) => points.some(({ value }) => value !== null));
  return (
    <TimeSeries
      title="Quality by day"
      reading={`${formatCount(totals.goldTotal)} gold judgments and ${formatCount(totals.consensusTotal)} held against the others' majority; bands are 95 % intervals. The two are not one scale.`}
      series={series}
      unit={{ kind: "ratio" }}
      bandName="95 % interval"
      fileName="quality-by-day"
      methodHref="/methodology/gold-accuracy"
    />
  );
}

function HandlingTimes({ handling }: Pick<OverviewProps, "handling">) {
  const bins = handling ? handlingBins(handling.counted) : [];
  const median = binQuantile(bins, 0.5);
  return (
    <Distribution
      title="Handling times"
      reading={
        handling === null || median === null
          ? "These sources have no handling times: unmeasured, not zero."
          : `Half of ${formatCount(handling.n)} judgments took up to about ${formatSeconds(median)}, on the ${handling.clock.replaceAll("_", " ")} clock.`
      }
      bins={bins}
      unit={{ kind: "seconds" }}
      log
      rules={median === null ? [] : [{ value: median, name: "median" }]}
      noun="judgments"
      fileName="handling-times"
      methodHref="/methodology/median-handling-time"
    />
  );
}

function TierMix({ tiers }: Pick<OverviewProps, "tiers">) {
  const total = tiers.reduce((sum, { annotators }) => sum + annotators, 0);
  return (
    <Card title="Tiers" note="Annotators with work in this period, by the tier they stand in at its end.">
      <ul className="grid gap-2 text-sm">
        {tiers.map(({ tier, annotators }) => (
          <li key={tier ?? ""} className="grid grid-cols-[8rem_1fr_auto] items-center gap-3">
            <span className={tier === null ? "text-faint" : ""}>{tier ?? "no tier on record"}</span>
            <span className="h-2 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full bg-accent"
                style={{ width: `${(100 * annotators) / Math.max(1, total)}%` }}
              />
            </span>
            <span>{formatCount(annotators)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function FreshnessTable({ freshness, lastImport }: Pick<OverviewProps, "freshness" | "lastImport">) {
  const note = lastImport?.finishedAt
    ? `Last import ${formatInstant(lastImport.finishedAt)} UTC${lastImport.rejectedCount > 0 ? `, ${formatCount(lastImport.rejectedCount)} rows refused` : ""}.`
    : undefined;
  return (
    <Card title="Sources" note={note} flush>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Sources">
        <table className="w-full text-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="px-4 py-1.5 text-left font-medium">
                Project
              </th>
              <th scope="col" className="px-4 py-1.5 text-left font-medium">
                Platform
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                Judgments
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                Annotators
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                Last record
              </th>
            </tr>
          </thead>
          <tbody>
            {freshness.map((source) => (
              <tr key={source.sourceId} className="border-t border-line">
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  <Link
                    href={`/annotators?project=${encodeURIComponent(source.sourceId)}`}
                    className="quiet-link"
                  >
                    {source.name ?? source.sourceId}
                  </Link>
                </th>
                <td className="px-4 py-1.5 text-muted">{source.platform}</td>
                <td className="px-4 py-1.5 text-right">{formatCount(source.judgments)}</td>
                <td className="px-4 py-1.5 text-right">{formatCount(source.annotators)}</td>
                <td className="px-4 py-1.5 text-right text-muted">
                  {source.lastOn ?? "no times in this source"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

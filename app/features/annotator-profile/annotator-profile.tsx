import type { Measured } from "~/domain/measured";
import { ContestRow } from "~/features/appeals/contest-row";
import { measures } from "~/features/report/row-measures";
import type { ReportRow } from "~/features/report/report-row";
import { TierStandingCards } from "~/features/tiers/tier-standing";
import type { TierStandings } from "~/features/tiers/tier-standing.server";
import { ConditionsCard } from "~/features/workload/conditions-card";
import type { PersonConditions } from "~/features/workload/conditions.server";
import { Card, Stat, StatRow } from "~/ui/card";
import { type DistributionBin, Distribution } from "~/ui/distribution";
import {
  formatCount,
  formatDate,
  formatInstant,
  formatMoney,
  formatPercent,
  formatSeconds,
} from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { type SeriesPoint, TimeSeries } from "~/ui/time-series";
import { windowLabel } from "~/domain/period";
import { ProgressCard } from "./case-cards";
import { type ClockTimes, ClocksCard } from "./clocks-card";
import type { Progress } from "./progress";

export interface AnnotatorProfileProps {
  readonly annotator: {
    readonly id: string;
    readonly name: string;
    readonly country: string | null;
    readonly timeZone: string | null;
    readonly expertise: string | null;
  };
  readonly window: { readonly from: string | null; readonly to: string | null } | null;
  readonly windowDays: number;
  readonly overall: ReportRow | null;
  readonly projects: readonly ReportRow[];
  readonly gold: readonly SeriesPoint[];
  readonly consensus: readonly SeriesPoint[];
  readonly hours: readonly SeriesPoint[];
  readonly handling: {
    readonly clock: string;
    readonly n: number;
    readonly bins: readonly DistributionBin[];
  } | null;
  readonly clocks: readonly ClockTimes[];
  readonly changes: readonly TierChange[];
  readonly payments: readonly PaymentSum[];
  /** Where the person stands under the written tier policies. */
  readonly tiers: TierStandings;
  readonly conditions: PersonConditions | null;
  /** Whether policies and proposals can be opened: managers open them, the person reads them here and contests. */
  readonly linked: boolean;
  readonly progress: Progress | null;
}

interface TierChange {
  readonly tierChangeId: string;
  readonly at: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly policyVersion: number;
  readonly actor: string;
  readonly goldCorrect: number | null;
  readonly goldTotal: number | null;
  readonly reasons: string | null;
  readonly project: string | null;
}

interface PaymentSum {
  readonly kind: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly count: number;
}

/** One annotator's numbers with what stands behind each; the same page for whoever may see it. */
export function AnnotatorProfile(props: AnnotatorProfileProps) {
  const { annotator, overall, windowDays } = props;
  const rowsHref = recordsHref(annotator.id, props.linked);
  const about = [annotator.id, annotator.country, annotator.timeZone, annotator.expertise].filter(Boolean);
  return (
    <>
      <PageHeader
        title={annotator.name}
        summary={[...new Set(about)].join(" · ")}
        aside={overall?.tier.tier ? <span className="badge">{overall.tier.tier}</span> : null}
        actions={
          <Link href={rowsHref} className="button">
            The rows behind the numbers
          </Link>
        }
      />
      {overall === null ? (
        <EmptyState title="No work in this period">
          {windowLabel(windowDays)} hold nothing of this annotator.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <ProgressCard progress={props.progress} />
          <Figures row={overall} />
          <div className="grid gap-4 wide:grid-cols-2">
            <QualityOverTime gold={props.gold} consensus={props.consensus} />
            <Hours hours={props.hours} row={overall} />
            <HandlingTimes handling={props.handling} row={overall} />
            <ByProject projects={props.projects} />
          </div>
          <div className="grid gap-4 wide:grid-cols-2">
            <div className="grid content-start gap-4">
              <ClocksCard clocks={props.clocks} />
              <Pay row={overall} payments={props.payments} rowsHref={rowsHref} />
            </div>
            <TierHistory row={overall} changes={props.changes} own={!props.linked} />
          </div>
          <ConditionsCard own={props.conditions} />
          <TierStandingCards {...props.tiers} linked={props.linked} rowsHref={rowsHref} />
        </div>
      )}
    </>
  );
}

/** Where the rows behind a person's numbers are: for that person their own, and for managers the same. */
export const recordsHref = (annotator: string, linked: boolean): string =>
  linked ? `/annotators/${encodeURIComponent(annotator)}/records` : "/me/records";

function Figures({ row }: { readonly row: ReportRow }) {
  const all = measures(row);
  const shown = [
    ["Gold accuracy", all.gold, shrinkNote(row)],
    ["Consensus agreement", all.consensus, "Agreement with the others, not truth."],
    ["Review acceptance", all.review, null],
    ["Median handling time", all.median, all.median.clock ? `Clock: ${all.median.clock}.` : null],
    ["Handling ratio", all.ratio, "1.00× is everybody's time for the same work."],
    ["Hours", all.hours, "Parallel work counts once."],
    ["Pay an hour", all.hourly, all.hourly.clock ? `Hours: ${all.hourly.clock}.` : null],
    ["Short rests", all.restBreaches, "Work days with under eleven hours of rest after them."],
    ["Night share", all.nightShare, all.nightShare.clock ?? "00:00 to 05:00, own clock."],
  ] as const;
  return (
    <StatRow>
      {shown.map(([label, measure, note]) => (
        <Stat key={label} label={label} note={note}>
          <MeasuredCell {...withoutClock(measure)} layout="large" name={label} />
        </Stat>
      ))}
    </StatRow>
  );
}

const withoutClock = ({ measured, unit, lineageHref, reference }: ReturnType<typeof measures>["gold"]) => ({
  measured,
  unit,
  lineageHref,
  ...(reference ? { reference } : {}),
});

function shrinkNote({ gold }: ReportRow): string | null {
  if (gold.shrunk === null || gold.shrink_weight === null) return null;
  return `Drawn to everybody's mean: ${formatPercent(gold.shrunk)} (own record weighs ${formatPercent(gold.shrink_weight)}).`;
}

function QualityOverTime({ gold, consensus }: Pick<AnnotatorProfileProps, "gold" | "consensus">) {
  const series = [
    { name: "Gold accuracy", points: gold },
    { name: "Consensus agreement", points: consensus },
  ].filter(({ points }) => points.some(({ value }) => value !== null));
  const measured = gold.filter(({ value }) => value !== null);
  const last = measured[measured.length - 1];
  return (
    <TimeSeries
      title="Quality by week"
      reading={
        last?.value == null
          ? "No gold judgments with a date in this period."
          : `In the week of ${formatDate(last.at)} gold accuracy was ${formatPercent(last.value)} on ${formatCount(last.n ?? 0)} judgments; the band is its 95 % interval.`
      }
      series={series}
      unit={{ kind: "ratio" }}
      bandName="95 % interval"
      fileName="quality-by-week"
      methodHref="/methodology/gold-accuracy"
    />
  );
}

function Hours({ hours, row }: { readonly hours: readonly SeriesPoint[]; readonly row: ReportRow }) {
  const longest = row.workload.longest_spell_seconds;
  return (
    <TimeSeries
      title="Hours by week"
      reading={
        longest === null
          ? "This source has no start and submit times, so hours are unmeasured."
          : `The longest spell without a break of 15 minutes was ${formatSeconds(longest)}; ${formatCount(row.workload.rest_breaches ?? 0)} work days were followed by a short rest.`
      }
      series={[{ name: "Hours", points: hours }]}
      unit={{ kind: "hours" }}
      rules={[{ value: 48, name: "48 h, legal weekly average in the EU" }]}
      note="Union of working intervals; work elsewhere is unseen, so this is a lower bound."
      fileName="hours-by-week"
      methodHref="/methodology/hours"
    />
  );
}

function HandlingTimes({
  handling,
  row,
}: Pick<AnnotatorProfileProps, "handling"> & { readonly row: ReportRow }) {
  const { median_seconds: median, p90_seconds: p90 } = row.handling;
  const rules = [
    ...(median === null ? [] : [{ value: median, name: "median" }]),
    ...(p90 === null ? [] : [{ value: p90, name: "90th percentile" }]),
  ];
  return (
    <Distribution
      title="Handling times"
      reading={
        handling === null || median === null || p90 === null
          ? "This source has no handling times: unmeasured, not zero."
          : `Half of ${formatCount(handling.n)} judgments took up to ${formatSeconds(median)}, nine in ten up to ${formatSeconds(p90)}, on the ${handling.clock.replaceAll("_", " ")} clock.`
      }
      bins={handling?.bins ?? []}
      unit={{ kind: "seconds" }}
      log
      rules={rules}
      noun="judgments"
      fileName="handling-times"
      methodHref="/methodology/median-handling-time"
    />
  );
}

function ByProject({ projects }: Pick<AnnotatorProfileProps, "projects">) {
  const rows = projects.map((row) => {
    const { gold, consensus } = measures(row);
    const measured: Measured = gold.measured.kind === "unmeasured" ? consensus.measured : gold.measured;
    const by = gold.measured.kind === "unmeasured" ? "consensus" : "gold";
    return { id: row.project ?? "", label: `${row.project ?? ""} (${by})`, measured };
  });
  return (
    <IntervalPlot
      title="Quality by project"
      reading={`${formatCount(projects.length)} ${projects.length === 1 ? "project" : "projects"}; gold accuracy where there are gold items, else agreement with the others. The two are not one scale.`}
      rows={rows}
      unit={{ kind: "ratio" }}
      noun="Project"
      fileName="quality-by-project"
    />
  );
}

function Pay({
  row,
  payments,
  rowsHref,
}: {
  readonly row: ReportRow;
  readonly payments: readonly PaymentSum[];
  readonly rowsHref: string;
}) {
  const { pay } = row;
  const hourly = [
    ["Hands-on time only", pay.hourly_active_minor, "hourly_active_minor"],
    ["At work, short pauses included", pay.hourly_session_minor, "hourly_session_minor"],
    ["All working time, after deductions", pay.hourly_all_in_minor, "hourly_all_in_minor"],
  ] as const;
  return (
    <Card
      title="Pay"
      note="An hour's pay by three denominators, against the wage floor; the widest says most."
      actions={
        <Link href={`${rowsHref}?kind=payments`} className="button">
          Payments
        </Link>
      }
    >
      <table className="w-full text-sm">
        <tbody>
          {hourly.map(([label, value, name]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal text-muted">
                {label}
              </th>
              <td className="py-1.5 text-right">
                {value === null || pay.currency === null ? (
                  <span className="text-xs text-faint">{`unmeasured: ${pay.reasons[name] ?? pay.reasons["pay_minor"] ?? "no pay in this source"}`}</span>
                ) : (
                  <>
                    {formatMoney(value, pay.currency)}
                    {pay.floor_minor === null || pay.floor_minor <= 0 ? null : (
                      <span className="block text-2xs text-faint">{`${formatPercent(value / pay.floor_minor)} of the floor`}</span>
                    )}
                  </>
                )}
              </td>
            </tr>
          ))}
          {pay.floor_minor !== null && pay.currency !== null ? (
            <tr className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal text-muted">
                Wage floor of the place
              </th>
              <td className="py-1.5 text-right">{formatMoney(pay.floor_minor, pay.currency)}</td>
            </tr>
          ) : null}
          {payments.map(({ kind, currency, amountMinor, count }) => (
            <tr key={`${kind} ${currency}`} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal text-muted">
                {`Paid out as ${kind} (${formatCount(count)})`}
              </th>
              <td className="py-1.5 text-right">{formatMoney(amountMinor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function TierHistory({
  row,
  changes,
  own,
}: {
  readonly row: ReportRow;
  readonly changes: readonly TierChange[];
  readonly own: boolean;
}) {
  return (
    <Card
      title="Tier"
      note={row.tier.reason ?? `${row.tier.tier}, by policy version ${row.tier.policy_version}.`}
    >
      <ol className="grid gap-2 text-sm">
        {changes.map((change) => (
          <li key={change.tierChangeId} className="border-t border-line pt-2">
            <span className="font-medium">
              {change.fromTier ? `${change.fromTier} to ${change.toTier}` : change.toTier}
            </span>
            <span className="text-muted">{` on ${formatInstant(change.at)}, policy ${change.policyVersion}, decided by ${change.actor === "human" ? "a person" : "the system"}`}</span>
            {change.goldTotal !== null && change.goldCorrect !== null ? (
              <span className="block text-xs text-faint">{`On ${change.goldCorrect} correct of ${change.goldTotal} gold items${change.project ? `, ${change.project}` : ""}.`}</span>
            ) : null}
            {change.reasons ? <span className="block text-xs text-muted">{change.reasons}</span> : null}
            {own ? (
              <ContestRow
                subject="tier_change"
                subjectId={change.tierChangeId}
                label={`the tier change of ${formatInstant(change.at)}`}
              />
            ) : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

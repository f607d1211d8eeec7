import { useRevalidator } from "@remix-run/react";
import { useImportEvents } from "~/features/imports/use-import-events";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Pickers } from "~/features/shell/pickers";
import { Card } from "~/ui/card";
import { Distribution } from "~/ui/distribution";
import { formatCount, formatDate, formatInstant, formatSeconds } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { SeriesPoint } from "~/ui/time-series";
import { useToast } from "~/ui/toast";
import { BurnDownCard } from "./burn-down-card";
import type { BurnDownView } from "./burn-down.server";
import type { ControlView } from "./control";
import { ControlCard } from "./control-card";
import { Figures, type FiguresProps } from "./figures";
import { binQuantile, handlingBins } from "./handling-bins";
import type { Plan, PlannedDay } from "./pace";
import { DaysCard, HoursCard, PartsCard, type PartsCardProps } from "./pace-cards";
import { PlanCard } from "./plan-card";
import { type Waiting, WaitingCard } from "./waiting-card";

export interface OverviewProps extends FiguresProps {
  readonly windowDays: number;
  readonly project: string | null;
  readonly platform: string | null;
  readonly search: string;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly platforms: readonly { readonly id: string; readonly name: string }[];
  readonly throughput: readonly SeriesPoint[];
  readonly planned: readonly PlannedDay[];
  readonly hours: { readonly work: readonly SeriesPoint[]; readonly plan: readonly SeriesPoint[] };
  readonly burnDown: BurnDownView | null;
  /** Null where one project is shown. */
  readonly parts: PartsCardProps | null;
  readonly plans: readonly Plan[];
  /** The day after the last record: where a new plan as a rule begins. */
  readonly nextDay: string;
  readonly gold: ControlView;
  readonly consensus: ControlView;
  readonly handling: {
    readonly clock: string;
    readonly n: number;
    readonly counted: readonly { readonly bin: number; readonly count: number }[];
  } | null;
  readonly freshness: readonly Freshness[];
  readonly lastImport: {
    readonly importId: number;
    readonly finishedAt: string | null;
    readonly rejectedCount: number;
  } | null;
  readonly waiting: Waiting;
  /** Why the last plan that was sent is not set. */
  readonly fault: string | undefined;
}

interface Freshness {
  readonly sourceId: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly judgments: number;
  readonly annotators: number;
  readonly lastOn: string | null;
}

/** Pace against plan, quality, handling time and freshness at a glance; it follows imports as they land. */
export function Overview(props: OverviewProps) {
  const { revalidate } = useRevalidator();
  const toast = useToast();
  useImportEvents((event) => {
    if (event.kind === "done" || event.kind === "changed") void revalidate();
    if (event.kind !== "done") return;
    toast(`Import ${event.importId} has landed: ${formatCount(event.rows)} rows.`);
  });
  const { window, freshness } = props;
  const empty = freshness.length === 0;
  return (
    <>
      <PageHeader
        title="Overview"
        summary={
          window?.from && window.to
            ? `Records from ${formatDate(window.from)} to ${formatDate(window.to)}, days in UTC.`
            : "What came in, how fast and how good."
        }
        actions={empty ? null : <Pickers path="/overview" query={props.search} {...props} />}
      />
      {empty ? <NothingYet /> : <Cards {...props} />}
    </>
  );
}

function Cards(props: OverviewProps) {
  const { parts, projects, project, freshness, lastImport } = props;
  const chosen = projects.find(({ id }) => id === project) ?? null;
  return (
    <div className="grid gap-4">
      <Figures {...props} />
      <div className="grid gap-4 wide:grid-cols-2">
        <DaysCard throughput={props.throughput} planned={props.planned} share={props.planShare} />
        <HoursCard {...props.hours} />
        <BurnDownCard burnDown={props.burnDown} />
        <PlanCard
          project={chosen}
          projects={projects}
          plans={props.plans}
          from={props.nextDay}
          fault={props.fault}
        />
        <ControlCard title="Gold accuracy by day" view={props.gold} methodHref="/methodology/gold-accuracy" />
        <ControlCard
          title="Consensus agreement by day"
          view={props.consensus}
          methodHref="/methodology/consensus-agreement"
        />
        <HandlingTimes handling={props.handling} />
        <div className="grid content-start gap-4">
          <WaitingCard {...props.waiting} />
          <TierMix tiers={props.tiers} />
        </div>
      </div>
      {parts ? <PartsCard {...parts} /> : null}
      <FreshnessTable freshness={freshness} lastImport={lastImport} />
    </div>
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
                  {source.lastOn === null ? "no times in this source" : formatDate(source.lastOn)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

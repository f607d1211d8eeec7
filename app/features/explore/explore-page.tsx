import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { LikeForLike } from "~/features/workload/comparison-cards";
import type { GroupValue } from "~/fairness/disaggregate";
import { Card } from "~/ui/card";
import { formatCount, formatDate, formatValue } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { measuredText } from "~/ui/measured";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { declaredIn } from "./explore-query";
import { ExploreForm } from "./explore-form";
import type { Explore } from "./explore.server";

export interface ExplorePageProps extends Explore {
  readonly search: string;
}

/** Any measure by group, within what is held constant, with small cells and what would give them away withheld. */
export function ExplorePage(props: ExplorePageProps) {
  const { query, table, strata, window, isResearcher, measure } = props;
  const by = declaredIn(query.by) ?? query.by;
  const nothing = table.pooled.byGroup.length === 0;
  return (
    <>
      <PageHeader
        title="Explore"
        summary="Any measure by group, alone and within what is held constant. Small cells are withheld, and others with them where they would give them away."
      />
      <ExploreForm {...props} />
      <div className="mt-4 grid gap-4">
        {table.sentence ? (
          <p role="note" className="rounded-md bg-caution-soft px-3 py-2 text-sm text-caution">
            {table.sentence}
          </p>
        ) : null}
        {nothing ? (
          <EmptyState title="Nobody to compare">
            Nobody&apos;s records match, or none say this. Choose a longer period or fewer filters.
          </EmptyState>
        ) : (
          <>
            <CrossTab {...props} by={by} />
            <Panels {...props} by={by} />
            {query.within.length > 0 ? (
              <LikeForLike
                comparison={{
                  ...table.pooled,
                  groups: table.pooled.byGroup,
                  stratified: table.stratified ?? [],
                  signSentence: table.signSentence,
                }}
                by={by}
                held={query.within.join(" and ")}
                unit={measure.unit}
              />
            ) : null}
            <p className="text-xs text-muted">
              {`${window?.from && window.to ? `${formatDate(window.from)} to ${formatDate(window.to)}. ` : ""}Cells of at least ${table.minimumCell} people${isResearcher ? "; counts to the nearest five and shares of such counts, values to three digits; what was asked is kept, and no later answer tells what differs from an earlier one by fewer than ten people" : ""}. ${strata.length > 0 ? "Like for like compares shown cells only." : ""}`}
            </p>
          </>
        )}
      </div>
    </>
  );
}

interface Parts extends ExplorePageProps {
  readonly by: string;
}

interface Line {
  readonly group: string;
  readonly cells: readonly GroupValue[];
}

function CrossTab({ table, strata, query, measure, by }: Parts) {
  const columns = [
    ...strata.map(({ stratum }) => stratum),
    strata.length > 0 ? "All together" : measure.short,
  ];
  const lines: readonly Line[] = [
    ...table.pooled.byGroup.map((value, place) => ({
      group: value.group,
      cells: [...strata.flatMap(({ byGroup }) => byGroup[place] ?? []), value],
    })),
    { group: "Everybody", cells: [...strata.map(({ overall }) => overall), table.overall] },
  ];
  const { difference, ratio } = table.pooled;
  return (
    <Card
      title={`${measure.label} by ${by}${query.within.length > 0 ? ` within ${query.within.join(" and ")}` : ""}`}
      note={
        difference === null
          ? "Fewer than two groups are large enough to compare."
          : `Difference, highest less lowest: ${formatValue(difference, measure.unit)}${ratio === null ? "" : `; ratio, lowest over highest: ${ratio.toFixed(2)}`}.`
      }
      flush
    >
      <PlainTable
        label={`${measure.label} by ${by}`}
        rows={lines}
        rowId={({ group }) => group}
        columns={[
          {
            header: by.charAt(0).toUpperCase() + by.slice(1),
            cell: ({ group }) => <span className="font-medium">{group}</span>,
          },
          ...columns.map((header, place): PlainColumn<Line> => ({
            header,
            cell: ({ cells }) => <CellText value={cells[place]} measure={measure} />,
          })),
        ]}
      />
    </Card>
  );
}

function CellText({
  value,
  measure,
}: {
  readonly value: GroupValue | undefined;
  readonly measure: Explore["measure"];
}) {
  if (!value || value.suppressed || value.measured.kind === "insufficient")
    return <span className="text-2xs text-faint">withheld</span>;
  if (value.measured.kind === "unmeasured") return <span className="text-2xs text-faint">unmeasured</span>;
  const [text, ...interval] = measuredText(value.measured, measure.unit).split(" (");
  return (
    <span className="block whitespace-nowrap tabular-nums">
      {text}
      <span className="block text-2xs text-faint">
        {measure.id === "people"
          ? "people"
          : `${interval.join(" (").replace(/\)$/, "")}; ${formatCount(value.people)} people`}
      </span>
    </span>
  );
}

/** One small chart for each stratum, on one scale. */
function Panels({ table, strata, measure, by }: Parts) {
  const panels = [
    ...strata.map(({ stratum, byGroup }) => ({ stratum, byGroup })),
    { stratum: "All together", byGroup: table.pooled.byGroup },
  ];
  const ends = panels.flatMap(({ byGroup }) =>
    byGroup.flatMap(({ measured }) => (measured.kind === "measured" ? [measured.low, measured.high] : [])),
  );
  const finite = ends.filter(Number.isFinite);
  if (finite.length === 0) return null;
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1;
  return (
    <div className={panels.length > 1 ? "grid gap-4 wide:grid-cols-2" : "grid gap-4"}>
      {panels.map(({ stratum, byGroup }) => (
        <IntervalPlot
          key={stratum}
          title={stratum}
          reading={readingOf(byGroup, measure)}
          noun={by}
          unit={measure.unit}
          domain={[low - room, high + room]}
          rows={byGroup.map(({ group, measured }) => ({ id: group, label: group, measured }))}
          rules={measure.reference ? [{ value: measure.reference.value, name: measure.reference.label }] : []}
          {...(measure.methodId ? { methodHref: `/methodology/${measure.methodId}` } : {})}
        />
      ))}
    </div>
  );
}

function readingOf(byGroup: readonly GroupValue[], { unit }: Explore["measure"]): string {
  const values = byGroup.flatMap(({ group, measured }) =>
    measured.kind === "measured" ? [{ group, value: measured.value }] : [],
  );
  const ordered = values.toSorted((a, b) => b.value - a.value);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last) return "No group here is large enough to be shown.";
  if (first === last) return `${first.group}: ${formatValue(first.value, unit)}; no other group is shown.`;
  return `From ${formatValue(last.value, unit)} for ${last.group} to ${formatValue(first.value, unit)} for ${first.group}.`;
}

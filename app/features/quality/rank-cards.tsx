import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatInterval, formatPercent, formatValue } from "~/ui/format";
import { FunnelPlot } from "~/ui/funnel-plot";
import { IntervalPlot } from "~/ui/interval-plot";
import { Link } from "~/ui/link";
import { annotatorHref, type Extremes, extremesText, plotRows } from "./extremes";
import { funnelLimits } from "./funnel-limits";
import { drawnText } from "./long-lists";
import { LongTable } from "./long-table";
import type { PlainColumn } from "./plain-table";
import type { ProjectScreenProps } from "./project-screen";
import type { RankedAnnotator } from "./ranks";

const RATIO = { kind: "ratio" } as const;
const BAND_WORDS = { above: "above the mean", around: "not told apart", below: "below the mean" } as const;

const BANDS = ["below", "above", "around"] as const;

/** Can people be ranked by gold accuracy, and where they cannot, what can be said instead? */
export function RankCards({ ranks, project, search }: ProjectScreenProps) {
  if (!ranks) return null;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      {ranks.compared ? <Compared {...ranks} compared={ranks.compared} /> : null}
      {ranks.points ? <Funnel {...ranks} points={ranks.points} /> : null}
      <Standings {...ranks} project={project} search={search} />
    </div>
  );
}

type Ranks = NonNullable<ProjectScreenProps["ranks"]>;

function reading({ rankability, ordinals, strength, bands }: Ranks): string {
  const { above, around, below } = bands;
  const placed = `${formatCount(above)} are above the mean, ${formatCount(below)} below, ${formatCount(around)} not told apart.`;
  if (strength === null) return `Nothing but chance tells these people apart. ${placed}`;
  const rho = formatValue(rankability ?? 0, { kind: "number", digits: 2 });
  return ordinals
    ? `Rankability ${rho}: ranks may be shown, as intervals. ${placed}`
    : `Rankability ${rho}, below .70: too much of the order is chance to show ranks. ${placed}`;
}

function Funnel(ranks: Ranks & { readonly points: NonNullable<Ranks["points"]> }) {
  const { points, people, most, mean } = ranks;
  return (
    <FunnelPlot
      title="Gold accuracy of annotators"
      reading={reading(ranks)}
      note={`Each against as many gold judgments as they have, between the limits of chance around the mean. Gold items may be easier than live work.${drawnText(points, "annotators", people)}`}
      points={points.shown.map(({ annotator, name, n, raw, beyond }) => ({
        id: annotator,
        label: name,
        n,
        value: raw,
        href: annotatorHref(annotator),
        beyond,
      }))}
      limits={funnelLimits(most, mean)}
      centre={{ value: mean, name: "mean" }}
      unit={RATIO}
      nNoun="gold judgments"
      noun="Annotator"
      fileName="gold-accuracy-funnel"
    />
  );
}

function Compared(ranks: Ranks & { readonly compared: Extremes }) {
  const { compared, mean } = ranks;
  return (
    <IntervalPlot
      title="Gold accuracy of annotators"
      reading={reading(ranks)}
      note={`Intervals of 83.4 %, for comparing two by eye: two that do not overlap differ at 95 % (Goldstein and Healy 1995).${extremesText(compared.of, "annotators")}`}
      rows={plotRows(compared, annotatorHref)}
      rules={[{ value: mean, name: "mean" }]}
      unit={RATIO}
      noun="Annotator"
      fileName="gold-accuracy"
    />
  );
}

const NAME: PlainColumn<RankedAnnotator> = {
  header: "Annotator",
  cell: ({ annotator, name }) => (
    <Link href={annotatorHref(annotator)} className="quiet-link">
      {name}
    </Link>
  ),
};

const ACCURACY: PlainColumn<RankedAnnotator> = {
  header: "Gold accuracy",
  cell: ({ raw, low, high, n, shrunk }) => (
    <span className="whitespace-nowrap">
      {formatPercent(raw)}
      <span className="text-2xs text-faint">
        {` (${formatInterval(low, high, RATIO)}, n = ${formatCount(n)}), drawn to the mean ${formatPercent(shrunk)}`}
      </span>
    </span>
  ),
};

const BAND: PlainColumn<RankedAnnotator> = {
  header: "Band",
  cell: ({ band }) =>
    band === "around" ? BAND_WORDS.around : <Badge tone="outline">{BAND_WORDS[band]}</Badge>,
};

const RANKS: readonly PlainColumn<RankedAnnotator>[] = [
  { header: "Rank, 95 %", align: "end", cell: ({ best, worst }) => rankText(best, worst) },
  { header: "For all at once", align: "end", cell: ({ allBest, allWorst }) => rankText(allBest, allWorst) },
];

const rankText = (best: number | null, worst: number | null): string =>
  best === null || worst === null ? "" : best === worst ? formatCount(best) : `${best}–${worst}`;

/** Bands, and rank intervals where they may be shown; by name where ranks are hidden, so that no order is implied. */
function Standings({
  standings,
  ordinals,
  people,
  project,
  search,
}: Ranks & Pick<ProjectScreenProps, "project" | "search">) {
  const named = standings.shown.toSorted((a, b) =>
    a.band === b.band ? (a.name < b.name ? -1 : 1) : BANDS.indexOf(a.band) - BANDS.indexOf(b.band),
  );
  return (
    <Card
      title={ordinals ? "Ranks" : "Bands"}
      note={
        ordinals
          ? `Of ${formatCount(people)} people. The first interval answers for one person at a time, the second for everybody at once.`
          : "A band says where the whole interval lies; within one, people are in order of name."
      }
      flush
    >
      <LongTable
        list="ranks"
        project={project}
        search={search}
        label={ordinals ? "Ranks" : "Bands"}
        columns={ordinals ? [NAME, ACCURACY, ...RANKS] : [NAME, ACCURACY, BAND]}
        rows={ordinals ? standings : { ...standings, shown: named }}
        outOf={people}
        which="those at both ends of the order"
        rowId={({ annotator }) => annotator}
      />
    </Card>
  );
}

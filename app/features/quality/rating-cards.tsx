import type { KeptRating } from "~/features/agreement/kept";
import { Card, Stat, StatRow } from "~/ui/card";
import { formatCount, formatInterval, formatPercent, formatValue } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { definitionOf } from "./definitions";
import { measuredOf } from "./estimate";
import { annotatorHref, extremesText, plotRows } from "./extremes";
import { LongTable } from "./long-table";
import { countColumn, type PlainColumn } from "./plain-table";
import type { ProjectScreenProps } from "./project-screen";
import type { ProjectQuality } from "./quality.server";

const STEPS = { kind: "number", digits: 2 } as const;
const KAPPA = { kind: "number", digits: 3 } as const;

/** What ratings on a scale have: severity apart from noise, distance from the keys. */
export function RatingFigures({ rating }: ProjectQuality) {
  if (!rating) return null;
  const { mean, rawMean, spread, errors, kappaWithKeys, kappaBetween } = rating;
  const stats = [
    {
      label: "Mean, severity out",
      measured: measuredOf(mean),
      unit: STEPS,
      note: `As rated: ${formatValue(rawMean, STEPS)}.${spread ? ` Annotators' severity has a spread of ${formatValue(spread.annotators, STEPS)}, noise ${formatValue(spread.noise, STEPS)}.` : ""}`,
    },
    {
      label: "Bias against keys",
      measured: errors
        ? ({
            kind: "measured",
            value: errors.bias,
            low: errors.biasLow ?? errors.bias,
            high: errors.biasHigh ?? errors.bias,
            n: errors.n,
          } as const)
        : ({ kind: "unmeasured", reason: "no judged item has a number as its key" } as const),
      unit: STEPS,
      note: errors
        ? `Mean distance ${formatValue(errors.meanAbsoluteError, STEPS)}; exact ${formatPercent(errors.exact)}, within one step ${formatPercent(errors.withinOne)}.`
        : "Above 0 rates high.",
    },
    {
      label: "Kappa with keys, quadratic",
      measured: measuredOf(kappaWithKeys),
      unit: KAPPA,
      note: "Far misses weigh more than near ones.",
    },
    {
      label: "Kappa between annotators, quadratic",
      measured: measuredOf(kappaBetween),
      unit: KAPPA,
      note: "Conger's, for any number of annotators.",
    },
  ];
  return (
    <StatRow>
      {stats.map(({ label, measured, unit, note }) => (
        <Stat key={label} label={label} note={note}>
          <MeasuredCell
            measured={measured}
            unit={unit}
            {...(unit === KAPPA ? { domain: [-1, 1] as const } : {})}
            layout="large"
            name={label}
            definition={definitionOf(label)}
          />
        </Stat>
      ))}
    </StatRow>
  );
}

type Row = KeptRating["annotators"][number];

const COLUMNS: readonly PlainColumn<Row>[] = [
  {
    header: "Annotator",
    cell: ({ annotator }) => (
      <Link href={annotatorHref(annotator)} className="quiet-link">
        {annotator}
      </Link>
    ),
  },
  countColumn("Ratings", "The annotator's ratings on the project.", ({ judgments }) => judgments),
  {
    header: "Severity",
    align: "end",
    cell: ({ leniency, low, high }) =>
      leniency === null || low === null || high === null ? (
        <span className="text-faint">not known</span>
      ) : (
        <span className="whitespace-nowrap">
          {signed(leniency)}
          <span className="text-2xs text-faint">{` (${formatInterval(low, high, STEPS)})`}</span>
        </span>
      ),
  },
  {
    header: "Bias",
    align: "end",
    cell: ({ errors }) => (errors ? signed(errors.bias) : <span className="text-faint">no key</span>),
  },
  {
    header: "Distance",
    align: "end",
    cell: ({ errors }) =>
      errors ? (
        <span className="whitespace-nowrap">
          {formatValue(errors.meanAbsoluteError, STEPS)}
          <span className="block text-2xs text-faint">
            {`${formatPercent(errors.withinOne)} within one, n = ${formatCount(errors.n)}`}
          </span>
        </span>
      ) : (
        ""
      ),
  },
];

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${formatValue(Math.abs(value), STEPS)}`;

/** How severe each annotator is on the same items. */
export function RatingAnnotators({ rating, agreement, project, search }: ProjectScreenProps) {
  if (!rating) return null;
  const { severity } = rating;
  return (
    <>
      <IntervalPlot
        title="Severity"
        reading={
          severity.of === 0
            ? `Severity cannot be told from what the items deserve: ${rating.mean.reason ?? "too few share items"}.`
            : `${formatCount(severity.above + severity.below)} of ${formatCount(severity.of)} rate higher or lower than their items deserve, beyond chance.`
        }
        note={`Steps of the scale above (lenient) or below (severe) the same items' mean; crossed effects, 95 %.${extremesText(severity.of, "annotators")}`}
        rows={plotRows(severity, annotatorHref)}
        rules={[{ value: 0, name: "as deserved" }]}
        unit={STEPS}
        noun="Annotator"
        fileName="severity"
      />
      <Card
        title="Ratings by annotator"
        note="Severity is steady and can be allowed for. Bias and mean distance are against keys; distance holds noise, too."
        flush
      >
        <LongTable
          list="ratings"
          label="Ratings by annotator"
          project={project}
          search={search}
          columns={COLUMNS}
          rows={rating.annotators}
          outOf={agreement?.annotators ?? 0}
          which="those whose severity is furthest beyond chance"
          rowId={({ annotator }) => annotator}
        />
      </Card>
    </>
  );
}

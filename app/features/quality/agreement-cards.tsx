import { type Estimate, type GoldComparison, methodName } from "~/features/agreement/analysis";
import { Card, Stat, StatRow } from "~/ui/card";
import { formatCount, formatInterval, formatPercent } from "~/ui/format";
import { MeasuredCell } from "~/ui/measured-cell";
import { TimeSeries } from "~/ui/time-series";
import { definitionOf } from "./definitions";
import { measuredOf, ruleText } from "./estimate";
import { PlainTable, type PlainColumn } from "./plain-table";
import type { ProjectQuality } from "./quality.server";

const COEFFICIENT = { kind: "number", digits: 3 } as const;

/** The coefficients side by side, and the two shares that people are shown. */
export function AgreementFigures({ agreement, gold, consensus }: ProjectQuality) {
  if (!agreement) return null;
  const { level, ...all } = agreement.agreement;
  const shown: readonly (readonly [string, Estimate, string])[] = [
    [`Krippendorff's alpha, ${level}`, all[level], readingOf(all[level])],
    ["Fleiss' kappa", all.fleissKappa, "Falls where one answer is common."],
    ["Gwet's AC1", all.gwetAc1, "Holds up where one answer is common."],
    ["Same answer", all.percentage, "Share of pairs, chance and all."],
  ];
  return (
    <StatRow>
      {shown.map(([label, estimate, note]) => (
        <Stat key={label} label={label} note={note}>
          <MeasuredCell
            measured={measuredOf(estimate)}
            unit={label === "Same answer" ? { kind: "ratio" } : COEFFICIENT}
            {...(label === "Same answer" ? {} : { domain: [-1, 1] as const })}
            layout="large"
            name={label}
            definition={definitionOf(label)}
          />
        </Stat>
      ))}
      <Stat label="Gold accuracy">
        <MeasuredCell
          measured={gold}
          unit={{ kind: "ratio" }}
          layout="large"
          name="Gold accuracy"
          lineageHref="/methodology/gold-accuracy"
        />
      </Stat>
      <Stat label="Consensus agreement" note="With the others' majority; agreement, not truth.">
        <MeasuredCell
          measured={consensus}
          unit={{ kind: "ratio" }}
          layout="large"
          name="Consensus agreement"
          lineageHref="/methodology/consensus-agreement"
        />
      </Stat>
    </StatRow>
  );
}

/** Krippendorff's customary bars, in words. */
function readingOf({ value }: Estimate): string {
  if (value === null) return "1 is perfect agreement, 0 what chance gives.";
  if (value >= 0.8) return "Customarily called reliable (.80 and above).";
  if (value >= 0.667) return "Customarily called tentative (.667 to .80).";
  return "Below .667: look at the guideline before people's scores.";
}

/** Agreement of each week's items. */
export function AgreementOverTime({ agreement }: ProjectQuality) {
  if (!agreement) return null;
  const { weeks } = agreement;
  const shown = weeks.filter(({ value }) => value !== null).length;
  return (
    <TimeSeries
      title="Agreement by week"
      reading={
        weeks.length === 0
          ? "These records carry no times, so agreement has no course: unmeasured, not constant."
          : `${formatCount(shown)} of ${formatCount(weeks.length)} weeks have items enough; a week holds the items first judged in it.`
      }
      note="Krippendorff's alpha; band: 95 % interval by resampling items."
      series={[
        {
          name: "Alpha",
          points: weeks.map(({ day, value, low, high, n }) => ({
            at: day,
            value,
            low: low ?? undefined,
            high: high ?? undefined,
            n,
          })),
        },
      ]}
      unit={COEFFICIENT}
      bandName="95 % interval"
      fileName="agreement-by-week"
    />
  );
}

type Model = ProjectQuality["models"][number]["model"];

interface ModelRow {
  readonly name: string;
  readonly model: Model;
}

const COLUMNS: readonly PlainColumn<ModelRow>[] = [
  { header: "Method", cell: ({ name }) => name },
  { header: "Against gold", cell: ({ model }) => <Accuracy model={model} /> },
  {
    header: "Ties",
    align: "end",
    cell: ({ model }) => (model.ties === null ? "" : formatCount(model.ties)),
  },
  {
    header: "Iterations",
    align: "end",
    cell: ({ model }) =>
      model.iterations === null
        ? ""
        : `${formatCount(model.iterations)}${model.converged === false ? ", not settled" : ""}`,
  },
];

function Accuracy({ model: { reason, gold } }: { readonly model: Model }) {
  if (reason) return <span className="text-faint">{reason}</span>;
  if (!gold) return <span className="text-faint">no judged item has a key</span>;
  return (
    <>
      <span className="whitespace-nowrap">
        <span className="font-medium">{formatPercent(gold.accuracy)}</span>
        <span className="text-2xs text-faint">
          {` (${formatInterval(gold.low, gold.high, { kind: "ratio" })}, n = ${formatCount(gold.n)})`}
        </span>
      </span>
      <TieRange gold={gold} />
    </>
  );
}

function TieRange({ gold }: { readonly gold: GoldComparison }) {
  const [low, high] = gold.possible;
  if (gold.ties === 0 || formatPercent(low) === formatPercent(high)) return null;
  return (
    <span className="block text-2xs text-faint">
      {`${formatPercent(low)} to ${formatPercent(high)} by how ${gold.ties} ties are broken`}
    </span>
  );
}

/** What each aggregation says, held against the keys. */
export function AggregationTable({ models, agreement, answerRule, goldTolerance }: ProjectQuality) {
  return (
    <Card
      title="Aggregations"
      note={`Each item's answer by each method, held against its key: ${ruleText(answerRule, goldTolerance)}. Ties go to the lowest answer.`}
      flush
    >
      <PlainTable
        label="Aggregations"
        columns={COLUMNS}
        rows={models.map(({ method, model }) => ({ name: methodName(method), model }))}
        rowId={({ name }) => name}
      />
      {agreement && agreement.warnings.length > 0 ? (
        <ul className="border-t border-line px-4 py-2 text-xs text-caution">
          {agreement.warnings.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

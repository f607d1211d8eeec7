import type { KeptPreference } from "~/features/agreement/kept";
import { Card, Stat, StatRow } from "~/ui/card";
import { Distribution } from "~/ui/distribution";
import { formatCount, formatInterval, formatPercent } from "~/ui/format";
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

const SHARE = { kind: "share" } as const;
const RATIO = { kind: "ratio" } as const;

/** What choices between two have in the place of accuracy. */
export function PreferenceFigures({ preference }: ProjectQuality) {
  if (!preference) return null;
  const { pairs, ties, first, firstP, agreement, circular } = preference;
  return (
    <StatRow>
      <Stat
        label="The one shown first is chosen"
        note={
          firstP === null
            ? "One half is expected where sides are drawn by lot."
            : `${firstP < 0.05 ? "Not the half" : "In keeping with the half"} that sides drawn by lot give: p ${pText(firstP)}. ${formatCount(ties)} ties left out.`
        }
      >
        <MeasuredCell
          measured={measuredOf(first)}
          unit={RATIO}
          reference={{ value: 0.5, label: "one half" }}
          layout="large"
          name="The one shown first is chosen"
          definition={definitionOf("The one shown first is chosen")}
        />
      </Stat>
      <Stat
        label="Agreement with the others' majority"
        note={`Over ${formatCount(pairs)} pairs: the ceiling that anybody can be held to, as no preference is the truth.`}
      >
        <MeasuredCell
          measured={measuredOf(agreement)}
          unit={RATIO}
          layout="large"
          name="Agreement with the others' majority"
          definition={definitionOf("Agreement with the others' majority")}
        />
      </Stat>
      <Stat label="Circles" note="A over B over C over A; chance alone gives one in four.">
        <MeasuredCell
          measured={
            circular.share === null
              ? { kind: "unmeasured", reason: circular.reason ?? "no three pairs are decided" }
              : {
                  kind: "measured",
                  value: circular.share,
                  low: circular.share,
                  high: circular.share,
                  n: circular.triples,
                }
          }
          unit={SHARE}
          layout="large"
          name="Share of circles"
          definition={definitionOf("Share of circles")}
        />
      </Stat>
    </StatRow>
  );
}

const pText = (p: number): string => (p < 0.001 ? "< .001" : `= ${p.toFixed(3).slice(1)}`);

/** How far reliable annotators would choose alike. */
export function PairClarity({ preference }: ProjectQuality) {
  if (!preference) return null;
  const { clarity, modelReason } = preference;
  const total = clarity.reduce((sum, count) => sum + count, 0);
  const close = (clarity[0] ?? 0) + (clarity[1] ?? 0);
  return (
    <Distribution
      title="How clear the pairs are"
      reading={
        total === 0
          ? `Bradley and Terry's model says nothing: ${modelReason ?? "no choices"}.`
          : `${formatCount(close)} of ${formatCount(total)} pairs are so close that fewer than six in ten would choose alike.`
      }
      note="Chance that a reliable annotator chooses the better of the two: Bradley and Terry's model with annotators' reliability and an advantage of the first."
      bins={clarity.map((count, bin) => ({ from: 0.5 + bin / 20, to: 0.5 + (bin + 1) / 20, count }))}
      unit={SHARE}
      noun="pairs"
      fileName="pair-clarity"
    />
  );
}

/** Who prefers what the others prefer, as far as anybody does. */
export function AgainstCeiling({ preference }: ProjectQuality) {
  if (!preference) return null;
  const { againstCeiling } = preference;
  const { of, below } = againstCeiling;
  return (
    <IntervalPlot
      title="Agreement against the ceiling"
      reading={
        of === 0
          ? "No pair was judged by two annotators, so nobody can be compared."
          : `${formatCount(below)} of ${formatCount(of)} agree with the others less than the others do among themselves, beyond chance.`
      }
      note={`Agreement less what the others reach on the same pairs; 0 is as good as the rest. 95 %.${extremesText(of, "annotators")}`}
      rows={plotRows(againstCeiling, annotatorHref)}
      rules={[{ value: 0, name: "the ceiling" }]}
      unit={{ kind: "number", digits: 2 }}
      noun="Annotator"
      fileName="agreement-against-ceiling"
    />
  );
}

type Row = KeptPreference["annotators"][number];

const share = (value: number | null) =>
  value === null ? <span className="text-faint">not known</span> : formatPercent(value);

const COLUMNS: readonly PlainColumn<Row>[] = [
  {
    header: "Annotator",
    cell: ({ annotator }) => (
      <Link href={annotatorHref(annotator)} className="quiet-link">
        {annotator}
      </Link>
    ),
  },
  countColumn(
    "Choices",
    "The annotator's choices on the project, ties included.",
    ({ judgments }) => judgments,
  ),
  {
    header: "Agrees",
    align: "end",
    cell: ({ agreement, ceiling }) => (
      <span className="whitespace-nowrap">
        {share(agreement)}
        {ceiling === null ? null : (
          <span className="text-2xs text-faint">{` of ${formatPercent(ceiling)}`}</span>
        )}
      </span>
    ),
  },
  { header: "Reliability", align: "end", cell: ({ reliability }) => share(reliability) },
  {
    header: "Chooses the first",
    align: "end",
    cell: ({ first: { value, low, high, n } }) =>
      value === null || low === null || high === null ? (
        ""
      ) : (
        <span className="whitespace-nowrap">
          {formatPercent(value)}
          <span className="block text-2xs text-faint">{`${formatInterval(low, high, RATIO)}, n = ${formatCount(n)}`}</span>
        </span>
      ),
  },
];

/** Every annotator's choices. */
export function PreferenceAnnotators({ preference, agreement, project, search }: ProjectScreenProps) {
  if (!preference) return null;
  return (
    <Card
      title="Choices by annotator"
      note="Agreement of what the others reach on the same pairs. Reliability: the chance of choosing by worth under Bradley and Terry's model, drawn towards .9 where choices are few."
      flush
    >
      <LongTable
        list="choices"
        label="Choices by annotator"
        project={project}
        search={search}
        columns={COLUMNS}
        rows={preference.annotators}
        outOf={agreement?.annotators ?? 0}
        which="those who agree least with the others, beyond chance"
        rowId={({ annotator }) => annotator}
      />
    </Card>
  );
}

import { useReload } from "~/features/quality/use-reload";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { OutcomeBadge, SourceBadge, StatusBadge } from "./badges";
import { EvidenceList } from "./evidence-list";
import { FindingChart } from "./finding-chart";
import { HistoryCard } from "./history-card";
import { ParamsCard } from "./params-card";
import { PatternFigure } from "./pattern-figure";
import type { Pattern } from "./patterns.server";
import { RunState } from "./run-state";
import { SubjectsCard } from "./subjects-card";

export interface PatternPageProps extends Pattern {
  /** Why what was sent was not kept. */
  readonly fault: { readonly intent: "status" | "params"; readonly text: string } | undefined;
}

/** One question: what it found and how sure that is, whom it touches, what else could explain it, what to do. */
export function PatternPage(props: PatternPageProps) {
  const { definition, finding, figure, status, running } = props;
  useReload(running?.state === "running");
  return (
    <>
      <PageHeader
        title={definition.title}
        summary={definition.question}
        aside={
          finding ? (
            <>
              <OutcomeBadge outcome={finding.outcome} severity={finding.severity} />
              <StatusBadge status={status} />
            </>
          ) : null
        }
      />
      <RunState running={running} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 content-start gap-4">
          {finding ? (
            <Answer {...props} />
          ) : (
            <EmptyState title="Not examined yet">
              The audit has not been run. <Link href="/patterns">All patterns</Link> has the button.
            </EmptyState>
          )}
          {finding?.chart ? (
            <FindingChart
              chart={finding.chart}
              reading={readingOf(finding)}
              methodHref={`/methodology/${definition.id}`}
            />
          ) : null}
          {figure ? <PatternFigure figure={figure} /> : null}
          {finding ? (
            <Card title="Evidence" note="As the detector kept it; the whole is in the audit as JSON.">
              <EvidenceList evidence={finding.evidence} />
            </Card>
          ) : null}
          <SubjectsCard {...props} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Meaning {...props} />
          <HistoryCard {...props} />
          <ParamsCard {...props} />
        </div>
      </div>
    </>
  );
}

function readingOf({ effect, threshold }: NonNullable<Pattern["finding"]>): string {
  if (!effect) return "No effect could be measured.";
  const bar = threshold.text === null ? "" : `, against a threshold of ${threshold.text}`;
  return `${effect.name}: ${effect.text}${bar}.`;
}

function Answer({ finding }: PatternPageProps) {
  if (!finding) return null;
  const { effect, threshold, run } = finding;
  return (
    <Card title={finding.sentence}>
      <DefinitionList
        items={[
          {
            term: effect?.name ?? "Effect",
            value: effect ? (
              <>
                <span className="font-medium tabular-nums">{effect.text}</span> {effect.unit}
                <span className="block text-xs text-faint">{effect.method}</span>
              </>
            ) : (
              (finding.insufficientReason ?? "none could be measured")
            ),
          },
          {
            term: "Threshold",
            value: (
              <>
                {threshold.text} <SourceBadge kind={threshold.kind} />
                <span className="block text-xs text-faint">{threshold.source}</span>
              </>
            ),
          },
          { term: "Test", value: finding.test },
          { term: "Rests on", value: finding.n },
          { term: "Who is affected", value: finding.affected.join(", ") || "not known" },
          { term: "Records examined", value: finding.coverage },
          { term: "Would change it", value: finding.wouldChange },
          {
            term: "Run",
            value: `${formatInstant(run.runAt)} UTC, definitions ${run.definitionsVersion}${run.from && run.to ? `; records of ${formatDate(run.from.slice(0, 10))} to ${formatDate(run.to.slice(0, 10))}` : ""}`,
          },
          ...(finding.change ? [{ term: "Since the run before", value: finding.change }] : []),
        ]}
      />
    </Card>
  );
}

function Meaning({ definition }: PatternPageProps) {
  return (
    <Card title="What it means">
      <DefinitionList
        layout="above"
        items={[
          { term: "Harm", value: definition.harm },
          { term: "What else could explain it", value: <Lines lines={definition.innocent} /> },
          { term: "Remedy", value: definition.remedy },
          { term: "Least evidence", value: definition.minimum },
          { term: "Limits", value: <Lines lines={definition.limits} /> },
        ]}
      />
      <p className="mt-3 text-sm">
        <Link href={`/methodology/${definition.id}`} className="prose-link">
          The whole method
        </Link>
      </p>
    </Card>
  );
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul className="grid list-disc gap-1 pl-4">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

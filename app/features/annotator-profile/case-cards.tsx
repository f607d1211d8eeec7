import { OutcomeBadge } from "~/features/patterns/badges";
import type { OwnFinding } from "~/features/patterns/patterns.server";
import { Card } from "~/ui/card";
import { formatCount, formatDate, formatFactor } from "~/ui/format";
import { Link } from "~/ui/link";
import type { AnnotatorRecords } from "./annotator-records.server";
import { type Progress, progressInWords } from "./progress";

/** Oneself before anybody else: the latest days beside the same number before, with what chance brings about. */
export const ProgressCard = ({ progress }: { readonly progress: Progress | null }) =>
  progress === null ? null : (
    <Card title="Against the own past" note="Gold accuracy; the first comparison is with oneself.">
      <div className="grid max-w-[80ch] gap-1 text-sm">
        {progressInWords(progress).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Card>
  );

/** Premium batches received, and what a lottery among those who pass would have brought: detector D1, own case. */
export function PremiumWork({ premium }: Pick<AnnotatorRecords, "premium">) {
  const { offered, premiumOffered, premiumTaken, access } = premium;
  return (
    <Card
      title="Premium work"
      {...(access === null ? {} : { note: `By the audit of ${formatDate(access.runAt)}.` })}
    >
      <p className="text-sm">
        {offered === 0
          ? "No offers are recorded."
          : `${formatCount(premiumOffered)} of ${formatCount(offered)} recorded offers were of premium batches; ${formatCount(premiumTaken)} of them were taken.`}
      </p>
      <p className="mt-1 text-sm text-muted">{expectedText(access)}</p>
    </Card>
  );
}

function expectedText(access: AnnotatorRecords["premium"]["access"]): string {
  if (access === null)
    return "Expected premium work is unmeasured: no audit has examined premium batches yet.";
  const { received, expected, ratio, low, high } = access;
  const base = `Received ${received.toFixed(1)} premium batches, where a lottery among those who pass, by availability, would have brought ${expected.toFixed(1)}`;
  return ratio === undefined || low === undefined || high === undefined
    ? `${base}.`
    : `${base}: ${formatFactor(ratio)} (95 % interval ${formatFactor(low)} to ${formatFactor(high)}).`;
}

/** What the last audit found about this one person: their own case, and nobody else's. */
export const CaseFindings = ({ findings }: { readonly findings: readonly OwnFinding[] }) => (
  <Card
    title="What the audit says of this case"
    note={
      findings.length === 0
        ? "No detector has an answer about this person alone. That is not a statement that all is well."
        : "Detectors ask about conditions of work; no answer changes a tier."
    }
  >
    {findings.length === 0 ? null : (
      <ol className="grid gap-2 text-sm">
        {findings.map((one) => (
          <li key={one.detector} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
            <span className="flex flex-wrap items-center gap-x-2">
              <Link href={one.methodHref} className="prose-link">
                {one.title}
              </Link>
              <OutcomeBadge outcome={one.outcome} severity={one.severity} />
            </span>
            <span className="block">{one.sentence}</span>
            <span className="block text-xs text-muted">{`${one.n}; audit of ${formatDate(one.runAt)}. Would change it: ${one.wouldChange}`}</span>
          </li>
        ))}
      </ol>
    )}
  </Card>
);

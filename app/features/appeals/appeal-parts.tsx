import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { formatDate, formatInstant } from "~/ui/format";
import type { Contested } from "./contested";
import type { ClockedAppeal } from "./open-appeals";

const OUTCOMES = { upheld: "upheld", rejected: "rejected", withdrawn: "taken back" } as const;

/** How an appeal stands, in a word or two. */
export function StateBadge({ appeal }: { readonly appeal: ClockedAppeal }) {
  const { outcome, rectifiedAt } = appeal;
  if (outcome === null) return <Badge tone="accent">open</Badge>;
  if (outcome === "upheld" && rectifiedAt === null)
    return <Badge tone="caution">upheld, not yet put right</Badge>;
  return <Badge>{outcome === "upheld" ? "upheld, put right" : OUTCOMES[outcome]}</Badge>;
}

/** Its fourteen days: what is left of them, or whether the answer came in them. */
export function ClockText({ appeal }: { readonly appeal: ClockedAppeal }) {
  const { daysLeft, dueOn, late, answeredAt, outcome, here } = appeal;
  if (answeredAt !== null) {
    if (outcome === "withdrawn") return <span className="text-faint">no answer due</span>;
    return late ? (
      <Badge tone="caution">answered after 14 days</Badge>
    ) : (
      <span className="text-muted">answered in time</span>
    );
  }
  const left = daysLeft ?? 0;
  const count = (days: number) => `${days} ${days === 1 ? "day" : "days"}`;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {late ? (
        <Badge tone="caution">{`${count(-left)} late`}</Badge>
      ) : (
        <span className="whitespace-nowrap">
          {left === 0 ? "today is the last day" : `${count(left)} left`}
        </span>
      )}
      <span className="whitespace-nowrap text-xs text-faint">{`due ${formatDate(dueOn)}`}</span>
      {here ? null : <span className="text-xs text-faint">as of the last record</span>}
    </span>
  );
}

/** The contested row, as it stood when it was contested. */
export const RowCard = ({
  contested,
  what,
}: {
  readonly contested: Contested | null;
  readonly what: string;
}) => (
  <Card title="The row" note={`What is contested: ${what}.`}>
    {contested === null ? (
      <p className="text-sm text-muted">The row is no longer in the records.</p>
    ) : (
      <DefinitionList items={contested.facts} />
    )}
  </Card>
);

export const ClaimCard = ({ claim, filedAt }: { readonly claim: string; readonly filedAt: string }) => (
  <Card title="The claim" note={`Filed ${formatInstant(filedAt)} UTC.`}>
    {claim === "" ? (
      <p className="text-sm text-muted">The records hold no written claim.</p>
    ) : (
      <p className="max-w-[70ch] whitespace-pre-line break-words text-sm">{claim}</p>
    )}
  </Card>
);

export interface HistoryEvent {
  readonly eventNo: number;
  readonly at: string;
  readonly kind: "filed" | "opened" | "answered" | "withdrawn" | "rectified";
  readonly outcome: "upheld" | "rejected" | null;
  readonly actor: string;
  readonly words: string;
  readonly effects: readonly string[];
}

const STEPS = {
  filed: "Filed",
  opened: "Evidence opened",
  answered: "Answered",
  withdrawn: "Taken back",
  rectified: "Put right",
} as const;

/** Every step with who took it and when; nothing in it can be changed. */
export function HistoryCard({ events }: { readonly events: readonly HistoryEvent[] }) {
  return (
    <Card title="History" note="Steps are added and never changed.">
      {events.length === 0 ? (
        <p className="text-sm text-muted">An import brought this appeal; nobody has acted on it here.</p>
      ) : (
        <ol className="grid gap-3 text-sm">
          {events.map(({ eventNo, at, kind, outcome, actor, words, effects }) => (
            <li key={eventNo} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
              <span className="font-medium">
                {outcome === null ? STEPS[kind] : `${STEPS[kind]}: ${outcome}`}
              </span>
              <span className="text-muted">{` by ${actor}, ${formatInstant(at)} UTC`}</span>
              {kind === "opened" ? null : (
                <span className="mt-0.5 block max-w-[70ch] whitespace-pre-line break-words">{words}</span>
              )}
              {effects.length === 0 ? null : (
                <ul className="mt-1 list-disc pl-5 text-muted">
                  {effects.map((effect) => (
                    <li key={effect}>{effect}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

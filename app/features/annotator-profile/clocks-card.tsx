import type { Clock } from "~/domain/tallies";
import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatSeconds } from "~/ui/format";

/** Handling times by one clock, in seconds. */
export interface ClockTimes {
  readonly clock: Clock;
  readonly n: number;
  readonly mean: number;
  /** With its 95 % interval. */
  readonly median: { readonly value: number; readonly low: number; readonly high: number };
  readonly p90: number;
}

const WORDS: Readonly<Record<Clock, readonly [name: string, holds: string]>> = {
  active: ["Active", "hands-on time"],
  lead: ["Lead", "wall-clock time that the tool reports"],
  accept_to_submit: ["Accept to submit", "with whatever lay between"],
  inferred: ["Inferred", "between one submission and the next"],
};

/** The same work by every clock there is: which one is meant decides what a handling time says. */
export function ClocksCard({ clocks }: { readonly clocks: readonly ClockTimes[] }) {
  if (clocks.length === 0) return null;
  return (
    <Card title="Time by clock" note="The first is the one that handling times are counted by." flush>
      <PlainTable
        label="Handling time by clock"
        rows={clocks}
        rowId={({ clock }) => clock}
        columns={[
          { header: "Clock", cell: ({ clock }) => <Name words={WORDS[clock]} /> },
          { header: "Judgments", align: "end", cell: ({ n }) => formatCount(n) },
          { header: "Mean", align: "end", cell: ({ mean }) => <Time sec={mean} /> },
          { header: "Median", align: "end", cell: ({ median }) => <Median {...median} /> },
          { header: "Nine in ten", align: "end", cell: ({ p90 }) => <Time sec={p90} /> },
        ]}
      />
    </Card>
  );
}

const Name = ({ words: [name, holds] }: { readonly words: readonly [string, string] }) => (
  <>
    {name}
    <span className="block text-xs text-muted">{holds}</span>
  </>
);

const Time = ({ sec }: { readonly sec: number }) => (
  <span className="whitespace-nowrap">{formatSeconds(sec)}</span>
);

const Median = ({ value, low, high }: ClockTimes["median"]) => (
  <>
    <Time sec={value} />
    <span className="block whitespace-nowrap text-xs text-muted">{`${formatSeconds(low)} to ${formatSeconds(high)}`}</span>
  </>
);

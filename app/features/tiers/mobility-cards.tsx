import { Matrix } from "~/features/quality/matrix";
import { Card } from "~/ui/card";
import { Flows } from "~/ui/flows";
import { formatCount, formatDate, formatHours, formatMoney } from "~/ui/format";
import { SurvivalCurve } from "~/ui/survival-curve";
import { TimeSeries } from "~/ui/time-series";
import type { MobilityView, WaitingView } from "./mobility.view";

interface MobilityProps {
  readonly mobility: MobilityView;
}

const sourceNote = ({ source }: MobilityView): string =>
  source === "ledger"
    ? "From the changes on record; before the first change a person counts as the lowest tier."
    : "No tier changes are on record: this is what the written policy would have done.";

/** How many people hold each tier, week by week. */
export function TierMix({
  mobility,
  events,
}: MobilityProps & { readonly events: readonly { readonly at: string; readonly name: string }[] }) {
  const now = mobility.mix.map(
    ({ tier, points }) => `${formatCount(points.at(-1)?.value ?? 0)} ${tier.label}`,
  );
  return (
    <TimeSeries
      title="Tier mix over time"
      reading={`At the last record: ${now.join(", ")}.`}
      series={mobility.mix.map(({ tier, points }) => ({ name: tier.label, points, step: true }))}
      unit={{ kind: "count" }}
      events={events}
      note={sourceNote(mobility)}
      fileName="tier-mix"
    />
  );
}

/** Who went where, window by window. */
export function TierFlows({ mobility }: MobilityProps) {
  const { flows } = mobility;
  const last = flows.flows.filter(({ stage }) => stage === flows.stages.length - 2);
  const moved = last.filter(({ from, to }) => from !== to).reduce((sum, { count }) => sum + count, 0);
  const all = last.reduce((sum, { count }) => sum + count, 0);
  return (
    <Flows
      title="Flows between tiers"
      reading={
        all === 0
          ? "No window has ended under a policy yet."
          : `In the last window ${formatCount(moved)} of ${formatCount(all)} people changed tier.`
      }
      stages={flows.stages.map((at) => formatDate(at).replace(/ \d{4}$/, ""))}
      nodes={flows.nodes}
      flows={flows.flows}
      noun="annotators"
      note="Each column is a day on which windows ended; changes that a person decided later belong to the window they rest on."
      fileName="tier-flows"
    />
  );
}

/** Shorrocks' M and what the same rules give people whose skill never changes. */
export function TransitionCard({ mobility }: MobilityProps) {
  const { tiers, transitions, index, band } = mobility;
  const totals = transitions.map((row) => row.reduce((sum, count) => sum + count, 0));
  return (
    <Card title="Transition matrix" note={mobilityInWords(index, band)} flush>
      <Matrix
        label="Transitions between tiers"
        rowNoun="tier before a window's end"
        columnNoun="tier after"
        rows={tiers.map(({ label }) => label)}
        columns={tiers.map(({ label }) => label)}
        share={(row, column) => {
          const total = totals[row] ?? 0;
          return total === 0 ? null : (transitions[row]?.[column] ?? 0) / total;
        }}
        count={(row, column) => transitions[row]?.[column] ?? 0}
      />
    </Card>
  );
}

function mobilityInWords(index: number | null, band: MobilityView["band"]): string {
  if (index === null) return "Shorrocks' M does not exist here: some tier was never held.";
  const own = `Shorrocks' M is ${index.toFixed(2)}; 0: nobody moves, 1: the next tier does not depend on the last.`;
  if (band === null) return own;
  const range = `${band.low.toFixed(2)} to ${band.high.toFixed(2)}`;
  const verdict =
    index < band.low
      ? "people are held in place by more than lasting skill"
      : index > band.high
        ? "tiers move more than lasting skill and chance explain"
        : "what lasting skill and chance explain";
  return `${own} People of constant skill under the same rules give ${range} (${formatCount(band.draws)} simulations): ${verdict}.`;
}

const median = ({ tier, median: days, n, endedCount }: WaitingView): string =>
  days === null
    ? `${tier.label}: ${formatCount(endedCount)} of ${formatCount(n)} so far, fewer than half`
    : `${tier.label}: half within ${formatCount(days)} days (${formatCount(endedCount)} of ${formatCount(n)} seen)`;

const DAYS = { unit: { kind: "number", digits: 0 }, timeLabel: "days" } as const;

/** Time from joining until a tier is first held. */
export const TimeToReach = ({ mobility }: MobilityProps) => (
  <SurvivalCurve
    title="Time to reach a tier"
    reading={`${mobility.reach.map(median).join("; ")}.`}
    groups={mobility.reach.map(({ group }) => group)}
    {...DAYS}
    shareLabel="not there yet"
    note="Kaplan-Meier from the first window with work; who is not there by the last record counts as still on the way."
    fileName="time-to-reach"
  />
);

/** Time from losing a tier until it is held again. */
export const TimeToRegain = ({ mobility }: MobilityProps) => (
  <SurvivalCurve
    title="Time to regain a lost tier"
    reading={`${mobility.regain.map(median).join("; ")}.`}
    groups={mobility.regain.map(({ group }) => group)}
    {...DAYS}
    shareLabel="not regained yet"
    note="Kaplan-Meier; every loss counts once, those not regained by the last record as still open."
    fileName="time-to-regain"
  />
);

/** Hours and pay until the first promotion. */
export function QualificationLabour({ mobility: { labour } }: MobilityProps) {
  const { hours, promoted, waiting, medianDays, pay } = labour;
  const earned = pay.map(
    ({ currency, medianMinor, people }) =>
      `${formatMoney(medianMinor, currency)} (${formatCount(people)} people)`,
  );
  if (hours === null) {
    return (
      <Card title="Qualification labour">
        <p className="text-sm text-faint">
          Unmeasured: this source has no start and submit times, so hours until the first promotion are not
          known.
        </p>
      </Card>
    );
  }
  return (
    <SurvivalCurve
      title="Qualification labour: hours until the first promotion"
      reading={`${formatCount(promoted)} of ${formatCount(promoted + waiting)} people have been promoted${hours.median === null ? "" : `; half are after ${formatHours(hours.median)} of work`}${medianDays === null ? "" : `, those who were in ${formatCount(medianDays)} days`}.`}
      groups={[hours.group]}
      unit={{ kind: "number", digits: 0 }}
      timeLabel="hours of work"
      shareLabel="not promoted yet"
      note={
        earned.length === 0
          ? "Hours are the union of working intervals in the windows before the promotion."
          : `Earned until then, the middle one by currency: ${earned.join(", ")}. Hours are the union of working intervals.`
      }
      fileName="qualification-labour"
    />
  );
}

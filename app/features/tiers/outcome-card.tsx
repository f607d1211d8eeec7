import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatMoney, formatPercent } from "~/ui/format";
import type { Before, Outcome } from "./try-policy";

export interface OutcomeCardProps {
  readonly draft: Outcome;
  /** A second policy beside it; null where none is chosen. */
  readonly other: { readonly name: string; readonly outcome: Outcome; readonly apart: number } | null;
  /** What is so, by the tiers really held. */
  readonly before: {
    /** Null where no change of tier is on record. */
    readonly changes: Before | null;
    readonly topDecileShare: number | null;
    readonly peopleWithAccess: number | null;
    readonly largestLoad: number | null;
  };
  /** How long the replay took, milliseconds. */
  readonly took: number;
}

interface Line {
  readonly label: string;
  readonly before: string;
  readonly draft: string;
  readonly other: string;
}

const share = (value: number | null): string => (value === null ? "unmeasured" : formatPercent(value));
const count = (value: number | null): string =>
  value === null ? "unmeasured" : formatCount(Math.round(value));
const tiers = ({ tiers: all }: Pick<Outcome, "tiers">): string =>
  all.map(({ label, count: people }) => `${formatCount(people)} ${label}`).join(", ");
/** A line may otherwise end between the sign and the currency. */
const MINUS = "−\u2060";
const pay = ({ payChange }: Outcome): string =>
  payChange.length === 0
    ? "no pay on record"
    : payChange
        .map(({ currency, minor }) =>
          `${minor > 0 ? "+" : ""}${formatMoney(minor, currency)}`.replace("−", MINUS),
        )
        .join(", ");

/** What the draft would have come to, beside what is so and beside another policy. */
export function OutcomeCard({ draft, other, before, took }: OutcomeCardProps) {
  const line = (label: string, was: string, of: (outcome: Outcome) => string): Line => ({
    label,
    before: was,
    draft: of(draft),
    other: other === null ? "" : of(other.outcome),
  });
  const { changes } = before;
  const lines = [
    line("Tiers at the end", changes === null ? "not on record" : tiers(changes), tiers),
    line("Promotions", count(changes?.promotions ?? null), ({ promotions }) => formatCount(promotions)),
    line("Demotions", count(changes?.demotions ?? null), ({ demotions }) => formatCount(demotions)),
    line("of these within chance", "", ({ noiseDemotions }) => formatCount(noiseDemotions)),
    line("Pay, more or less", "", pay),
    line("Premium offers of the top tenth", share(before.topDecileShare), (of) => share(of.topDecileShare)),
    line("People who would get any", count(before.peopleWithAccess), (of) => count(of.peopleWithAccess)),
    line("Most for one person", count(before.largestLoad), (of) => count(of.largestLoad)),
  ];
  const columns: readonly PlainColumn<Line>[] = [
    { header: "Over all records", cell: ({ label }) => label },
    { header: "As it was", align: "end", cell: (row) => <span className="text-muted">{row.before}</span> },
    {
      header: "This draft",
      align: "end",
      cell: (row) => <strong className="font-medium">{row.draft}</strong>,
    },
    ...(other === null
      ? []
      : [{ header: other.name, align: "end" as const, cell: (row: Line) => row.other }]),
  ];
  return (
    <Card
      title="What it would have done"
      note={`Replayed over ${formatCount(draft.windows)} windows${other === null ? "" : `; the two leave ${formatCount(other.apart)} people in different tiers`}. Proposed demotions are taken as upheld, work as unchanged.`}
      flush
    >
      <PlainTable
        label="What the policy would have done"
        columns={columns}
        rows={lines}
        rowId={({ label }) => label}
        whole
      />
      <p className="px-4 py-2 text-2xs text-faint" data-took={took}>
        {`Replayed in this browser in ${formatCount(Math.round(took))} ms.`}
      </p>
    </Card>
  );
}

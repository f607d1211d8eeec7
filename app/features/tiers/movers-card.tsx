import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import type { TierPolicy } from "~/tiers/policy";
import type { SimulatedPerson } from "~/tiers/simulate";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatMoney } from "~/ui/format";
import { Link } from "~/ui/link";

const MOST_SHOWN = 100;

/** Who would end in another tier than they really did, and who would only have moved. */
export function MoversCard({
  people,
  policy,
}: {
  readonly people: readonly SimulatedPerson[];
  readonly policy: TierPolicy;
}) {
  const label = (id: string | null) =>
    id === null ? "unknown" : (policy.tiers.find((tier) => tier.id === id)?.label ?? id);
  const elsewhere = people.filter(({ actualTier, toTier }) => actualTier !== toTier);
  const noise = people.filter((one) => one.noise).length;
  const columns: readonly PlainColumn<SimulatedPerson>[] = [
    {
      header: "Annotator",
      cell: ({ annotatorId }) => (
        <Link href={`/annotators/${encodeURIComponent(annotatorId)}`} className="quiet-link">
          {annotatorId}
        </Link>
      ),
    },
    { header: "Really", cell: ({ actualTier }) => label(actualTier) },
    { header: "Under the draft", cell: ({ toTier }) => label(toTier) },
    { header: "Moves", align: "end", cell: ({ moveCount }) => formatCount(moveCount) },
    {
      header: "Last move",
      cell: ({ noise: chance, moveCount }) =>
        moveCount === 0 ? null : chance ? (
          <Badge tone="caution">within chance</Badge>
        ) : (
          <Badge>beyond chance</Badge>
        ),
    },
    {
      header: "Pay",
      align: "end",
      cell: ({ payChangeMinor, currency, payReason }) =>
        payChangeMinor === null || currency === null ? (
          <span className="text-2xs text-faint">{payReason}</span>
        ) : (
          formatMoney(payChangeMinor, currency)
        ),
    },
    {
      header: "Premium",
      cell: ({ premiumAccess }) => (premiumAccess === "same" ? "" : premiumAccess),
    },
  ];
  return (
    <Card
      title="Who would move"
      note={`${formatCount(people.length)} people would move or end elsewhere, ${formatCount(elsewhere.length)} in another tier than they really hold; the last move of ${formatCount(noise)} is within chance.${elsewhere.length > MOST_SHOWN ? ` The first ${MOST_SHOWN} are shown.` : ""}`}
      flush
    >
      {elsewhere.length === 0 ? null : (
        <PlainTable
          label="People who would end in another tier"
          columns={columns}
          rows={elsewhere.slice(0, MOST_SHOWN)}
          rowId={({ annotatorId }) => annotatorId}
        />
      )}
    </Card>
  );
}

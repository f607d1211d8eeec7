import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount, formatDate, formatMoney } from "~/ui/format";
import { Link } from "~/ui/link";
import type { Contested } from "./contested";
import type { Evidence } from "./evidence.server";
import { RescoreTable } from "./rescore-table";

export interface EvidenceCardsProps {
  readonly evidence: Evidence;
  readonly contested: Contested | null;
  readonly subjectId: string;
}

/** The rows beside a claim. */
export function EvidenceCards({ evidence, contested, subjectId }: EvidenceCardsProps) {
  const { answers, reviews, trace, payments, worked } = evidence;
  const hasKey = contested?.facts.some(({ term }) => term === "Key") ?? false;
  return (
    <>
      {answers === null || answers.length === 0 ? null : (
        <Answers answers={answers} hasKey={hasKey} contested={contested} subjectId={subjectId} />
      )}
      {reviews === null || reviews.length === 0 ? null : <Reviews reviews={reviews} />}
      {trace === null ? null : (
        <Card
          title="What the policy said"
          note="From the window that called for the change, as it was evaluated."
        >
          <ul className="grid max-w-[70ch] gap-1 text-sm">
            {trace.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
      )}
      {payments === null ? null : <Payments payments={payments} />}
      {worked === null ? null : (
        <Card title="Work in the entry">
          <p className="text-sm">{`${formatCount(worked)} judgments were handed in between its two times.`}</p>
        </Card>
      )}
    </>
  );
}

function Answers({
  answers,
  hasKey,
  contested,
  subjectId,
}: Pick<EvidenceCardsProps, "contested" | "subjectId"> & {
  readonly answers: NonNullable<Evidence["answers"]>;
  readonly hasKey: boolean;
}) {
  const people = answers.reduce((sum, one) => sum + one.people, 0);
  const href = `/projects/${encodeURIComponent(contested?.project ?? "")}?dispute=${encodeURIComponent(subjectId)}#dispute`;
  return (
    <Card
      title="How everybody answered this item"
      note={`${formatCount(people)} answers, this person's among them.`}
      actions={
        contested?.subject === "gold_item" && contested.project !== null ? (
          <Link href={href} className="button">
            The key in its project
          </Link>
        ) : null
      }
      flush
    >
      <PlainTable
        label="How everybody answered this item"
        rows={answers}
        rowId={({ answer }) => answer ?? "none"}
        columns={[
          { header: "Answer", cell: ({ answer }) => <span className="break-all">{answer ?? "none"}</span> },
          { header: "People", align: "end", cell: ({ people: count }) => formatCount(count) },
          ...(hasKey
            ? [
                {
                  header: "Key",
                  cell: ({ matches }: { readonly matches: boolean | null }) =>
                    matches === true ? "meets the key" : "does not",
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

const Reviews = ({ reviews }: { readonly reviews: NonNullable<Evidence["reviews"]> }) => (
  <Card title="Reviews of the judgment" flush>
    <PlainTable
      label="Reviews of the judgment"
      rows={reviews}
      rowId={({ reviewId }) => reviewId}
      columns={[
        { header: "Review", cell: ({ reviewId }) => <span className="break-all">{reviewId}</span> },
        { header: "When", cell: ({ reviewedAt }) => formatDate(reviewedAt) },
        {
          header: "Verdict",
          cell: ({ outcome, score, scoreMax }) =>
            outcome ?? (score === null ? "none" : `${score} of ${scoreMax ?? "?"}`),
        },
        {
          header: "Overturned",
          cell: ({ overturnedAt }) => (overturnedAt === null ? "no" : formatDate(overturnedAt)),
        },
      ]}
    />
  </Card>
);

const Payments = ({ payments }: { readonly payments: NonNullable<Evidence["payments"]> }) => (
  <Card title="Payments around it" note="A month to either side." flush>
    <PlainTable
      label="Payments around it"
      rows={payments}
      rowId={({ paymentId }) => paymentId}
      columns={[
        { header: "Payment", cell: ({ paymentId }) => <span className="break-all">{paymentId}</span> },
        { header: "Paid", cell: ({ paidAt }) => formatDate(paidAt) },
        { header: "Kind", cell: ({ kind }) => kind },
        {
          header: "Amount",
          align: "end",
          cell: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
        },
      ]}
    />
  </Card>
);

/** Whom retiring the key scores anew: before the answer a preview, after it what was done. */
export function RescoreCard({ rescored }: { readonly rescored: Evidence["rescored"] }) {
  if (rescored === null || (rescored.people.length === 0 && !rescored.planned)) return null;
  const { planned, people } = rescored;
  const flips = people.filter((one) => one.flips.length > 0).length;
  return (
    <Card
      title={planned ? "If the key is retired" : "Scored anew without the key"}
      note={`${formatCount(people.length)} people answered the item; the rules ${planned ? "would give" : "give"} ${flips === 0 ? "nobody" : formatCount(flips)} another tier. By each person's own readings; quotas and waits for further windows are left out.`}
      flush
    >
      {people.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-muted">The key counts for nobody as it is.</p>
      ) : (
        <RescoreTable people={people} />
      )}
    </Card>
  );
}

import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { Link } from "~/ui/link";
import { OutcomeBadge } from "./badges";
import type { Pattern } from "./patterns.server";

type Subject = Pattern["subjects"][number];

const COLUMNS: readonly PlainColumn<Subject>[] = [
  {
    header: "Subject",
    cell: ({ scope, subject, label }) => (
      <span className="block min-w-28">
        {hrefOf(scope, subject) ? (
          <Link href={hrefOf(scope, subject) ?? ""} className="quiet-link font-medium">
            {label}
          </Link>
        ) : (
          label
        )}
        <span className="block text-2xs text-faint">{scope}</span>
      </span>
    ),
  },
  {
    header: "Outcome",
    cell: ({ outcome, severity }) => <OutcomeBadge outcome={outcome} severity={severity} />,
  },
  {
    header: "Effect",
    cell: ({ effect, insufficientReason }) => (
      <span className="block min-w-44 tabular-nums">
        {effect ? effect.text : <span className="text-2xs text-faint">{insufficientReason}</span>}
        {effect ? <span className="block text-2xs text-faint">{effect.unit}</span> : null}
      </span>
    ),
  },
  { header: "Rests on", cell: ({ n }) => <span className="whitespace-nowrap">{n}</span> },
];

function hrefOf(scope: string, subject: string): string | null {
  if (scope === "annotator") return `/annotators/${encodeURIComponent(subject)}`;
  if (scope === "project") return `/projects/${encodeURIComponent(subject)}`;
  return null;
}

/** Tiers, projects, items and, for those who may see people, the people concerned: the gravest first. */
export function SubjectsCard({ subjects, mayDecide }: Pattern) {
  if (subjects.length === 0) return null;
  return (
    <Card
      title="One by one"
      note={
        mayDecide
          ? "The gravest first, at most 100. Findings never feed tiering or ranking."
          : "Findings about one person are not shown."
      }
      flush
    >
      <PlainTable
        label="Findings one by one"
        columns={COLUMNS}
        rows={subjects}
        rowId={({ scope, subject }) => `${scope} ${subject}`}
      />
    </Card>
  );
}

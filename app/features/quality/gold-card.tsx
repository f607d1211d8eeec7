import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatInterval, formatPercent } from "~/ui/format";
import { Link } from "~/ui/link";
import { hrefWith } from "~/ui/query";
import { ruleText } from "./estimate";
import type { GoldRow } from "./gold-health";
import { PlainTable, type PlainColumn } from "./plain-table";
import type { ProjectScreenProps } from "./project-screen";
import { projectHref } from "./project-href";

const several = (answer: string): string => answer.replaceAll("\n", " | ");

/** Which keys can be relied on, and which people miss alike. */
export function GoldHealthCard({ quality, project, search, answerRule, goldTolerance }: ProjectScreenProps) {
  if (!quality) return null;
  const { gold } = quality;
  if (gold.items === 0) {
    return (
      <Card title="Gold health">
        <p className="text-sm text-faint">No item of this project has a key.</p>
      </Card>
    );
  }
  return (
    <Card
      title="Gold health"
      note={`${formatCount(gold.items)} items with a key, ${formatCount(gold.disputed)} disputed, ${formatCount(gold.retired)} retired; ${ruleText(answerRule, goldTolerance)}. ${gold.together ? "Judged together with the other projects' keys: " : ""}${gold.sentence}`}
      actions={
        <Link href="/methodology/gold-likely-wrong" className="prose-link text-xs">
          The rule for keys in doubt
        </Link>
      }
      flush
    >
      <PlainTable
        label="Gold health"
        columns={columnsFor(project, search)}
        rows={gold.rows}
        rowId={({ item }) => item}
      />
      {gold.rows.length < gold.items ? (
        <p className="border-t border-line px-4 py-1.5 text-xs text-faint">
          {`The ${formatCount(gold.rows.length)} to look at first of ${formatCount(gold.items)}.`}
        </p>
      ) : null}
    </Card>
  );
}

const columnsFor = (project: string, search: string): readonly PlainColumn<GoldRow>[] => [
  {
    header: "Item",
    cell: ({ item }) => (
      <span className="block max-w-40 truncate" title={item}>
        {item}
      </span>
    ),
  },
  { header: "Key", cell: ({ key }) => <span title={key}>{several(key)}</span> },
  {
    header: "State",
    cell: ({ status, inDoubt }) =>
      inDoubt ? (
        <Badge tone="caution">in doubt</Badge>
      ) : status === "active" ? (
        "stands"
      ) : (
        <Badge>{status}</Badge>
      ),
  },
  { header: "Responders", align: "end", cell: ({ responders }) => formatCount(responders) },
  {
    header: "Missed",
    align: "end",
    cell: ({ missed, judgments, low, high }) => (
      <span className="whitespace-nowrap">
        {formatPercent(missed / judgments)}
        <span className="text-2xs text-faint">
          {` (${formatInterval(low, high, { kind: "ratio" })}, n = ${formatCount(judgments)})`}
        </span>
      </span>
    ),
  },
  {
    header: "Misses agree on",
    cell: ({ alternative, alternativeCount, judgments }) =>
      alternative === null ? (
        ""
      ) : (
        <>
          {several(alternative)}
          <span className="text-2xs text-faint">{` ${formatPercent(alternativeCount / judgments)} of all`}</span>
        </>
      ),
  },
  {
    header: "If disputed",
    cell: ({ item, status }) =>
      status === "active" ? (
        <Link
          href={`${hrefWith(projectHref(project), search, { dispute: item })}#dispute`}
          className="prose-link whitespace-nowrap text-xs"
          aria-label={`see scores before and after, if the key of ${item} is disputed`}
        >
          see scores
        </Link>
      ) : (
        <span className="text-2xs text-faint">out of scores</span>
      ),
  },
];

import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatInterval, formatPercent } from "~/ui/format";
import { GetForm, Link } from "~/ui/link";
import { hrefWith } from "~/ui/query";
import { ruleText } from "./estimate";
import type { GoldRow } from "./gold-health";
import { LongTable } from "./long-table";
import { countColumn, type PlainColumn } from "./plain-table";
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
      <LongTable
        list="keys"
        label="Gold health"
        project={project}
        search={search}
        columns={columnsFor(project, search)}
        rows={gold.rows}
        outOf={gold.items}
        which="keys in doubt, then those missed most"
        rowId={({ item }) => item}
      />
      {gold.rows.shown.length < gold.items ? <AnyKey project={project} search={search} /> : null}
    </Card>
  );
}

/** Scores before and after for a key that is not in sight. */
const AnyKey = ({ project, search }: { readonly project: string; readonly search: string }) => (
  <GetForm
    action={`${projectHref(project)}#dispute`}
    keep={search}
    sets={["dispute"]}
    label="If another key were disputed"
    className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-1.5 text-xs text-muted"
  >
    <label htmlFor="any-key">If the key of another item were disputed:</label>
    <input id="any-key" name="dispute" required className="field max-w-48" placeholder="item id" />
    <button type="submit" className="button">
      See scores
    </button>
  </GetForm>
);

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
  countColumn("Responders", "Annotators who answered the item.", ({ responders }) => responders),
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

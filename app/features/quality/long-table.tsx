import { formatCount } from "~/ui/format";
import { Link } from "~/ui/link";
import { hrefWith } from "~/ui/query";
import { FIRST_ROWS, type LongList, openLists, type Shown } from "./long-lists";
import { PlainTable, type PlainTableProps } from "./plain-table";
import { projectHref } from "./project-href";

/** Where a list stands: whose screen, and the query as it is in the address. */
interface Place {
  readonly project: string;
  readonly search: string;
}

export interface RestProps extends Place {
  readonly list: LongList;
  readonly shown: number;
  /** Rows that the list has. */
  readonly of: number;
  /** Where the list itself holds only some: how many there are. */
  readonly outOf?: number;
  /** Which rows are shown first: "the ones to look at first". */
  readonly which?: string;
  /** Under what has its own edge. */
  readonly edged?: boolean;
}

/** How much of a list is shown, and the way to see the rest of it; nothing where that is all there is. */
export function Rest({ project, search, list, shown, of, outOf = of, which, edged = false }: RestProps) {
  const all = Math.max(of, outOf);
  const open = openLists(search);
  const opened = open.has(list) && of > FIRST_ROWS;
  if (shown >= all && !opened) return null;
  const others = [...open].filter((other) => other !== list);
  const href = (lists: readonly LongList[]) =>
    `${hrefWith(projectHref(project), search, { all: lists })}#${list}`;
  const reason = which && !opened ? `: ${which}` : "";
  return (
    <p
      className={`flex flex-wrap gap-x-3 px-4 py-1.5 text-xs text-muted ${edged ? "" : "border-t border-line"}`}
    >
      <span>{`${formatCount(shown)} of ${formatCount(all)} shown${reason}.`}</span>
      {opened || shown < of ? (
        <Link href={href(opened ? others : [...others, list])} className="prose-link" keepScroll>
          {opened ? "Show fewer" : of < all ? `Show ${formatCount(of)}` : `Show all ${formatCount(of)}`}
        </Link>
      ) : null}
    </p>
  );
}

export interface LongTableProps<Row>
  extends Omit<PlainTableProps<Row>, "rows" | "whole">, Place, Pick<RestProps, "list" | "outOf" | "which"> {
  readonly rows: Shown<Row>;
}

/** A table inside a card that begins with the rows to look at first and says how to see the others. */
export function LongTable<Row>(props: LongTableProps<Row>) {
  const { label, columns, rows, rowId, list } = props;
  return (
    <div id={list} className="scroll-mt-16">
      <PlainTable label={label} columns={columns} rows={rows.shown} rowId={rowId} />
      <Rest {...props} shown={rows.shown.length} of={rows.of} />
    </div>
  );
}

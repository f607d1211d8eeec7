import type { GroupTally } from "~/domain/group-tally";
import type { TableSort } from "~/ui/table-state";
import { groupMeasures } from "./group-measures";
import { COLUMNS } from "./ranking-columns";
import { type RankingLine, valueOf } from "./ranking-line";

/** Groups as lines of the ranking, sorted as the people would be; what is missing comes last in either direction. */
export function groupLines(
  tallies: readonly GroupTally[],
  sorts: readonly TableSort[],
): readonly RankingLine[] {
  return tallies.map(groupLine).sort((a, b) => {
    for (const { column, direction } of sorts) {
      const order = compare(sortValue(a, column), sortValue(b, column), direction === "desc");
      if (order !== 0) return order;
    }
    return compare(a.id, b.id, false);
  });
}

const groupLine = (tally: GroupTally): RankingLine => ({
  id: tally.key ?? "",
  name: tally.key === null ? "none" : tally.name,
  people: tally.people,
  judgments: tally.judgments,
  country: null,
  tier: { tier: null, reason: null },
  rank: null,
  measures: groupMeasures(tally),
});

function sortValue(line: RankingLine, column: string): string | number | null {
  if (column === "label") return line.name ?? line.id;
  if (column === "people" || column === "judgments") return line[column];
  const measure = COLUMNS.find(({ id }) => id === column)?.measure;
  return measure ? valueOf(line.measures[measure].measured) : null;
}

function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}

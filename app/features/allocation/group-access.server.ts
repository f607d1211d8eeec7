import type { Db } from "db/client";
import { listBelonging } from "db/queries/annotator";
import { listNewestFigures } from "db/queries/audit-runs";
import type { Told } from "~/domain/measured";
import type { GroupAccess, PersonAccess } from "~/features/audit/figures";
import { keptAnswer } from "~/features/disclosure/kept-answers.server";
import { NOBODY } from "~/features/disclosure/people.server";
import { type Asker, minimumCellOf, peopleTable } from "~/features/disclosure/table.server";
import { merged, NOT_ON_RECORD } from "~/features/explore/explore.server";
import { PREMIUM, type PersonWork } from "~/features/workload/measures.server";

/** Premium work of a group against what a lottery would have brought it. */
export interface GroupShare {
  readonly dimension: string;
  readonly group: string;
  /** 0 where withheld. */
  readonly people: number;
  readonly measured: Told;
}

export interface GroupShares {
  readonly groups: readonly GroupShare[];
  /** Why numbers are withheld beyond those of small groups. */
  readonly sentences: readonly string[];
}

/** As those who see people have it: over batches, from the audit. */
export const wholeShares = (groups: readonly GroupAccess[]): GroupShares => ({
  groups: groups.map(({ dimension, group, people, ratio, low, high }) => ({
    ...{ dimension, group, people },
    measured: { kind: "measured", value: ratio, low, high, n: people },
  })),
  sentences: [],
});

/** As researchers have it: made of everybody's shares by the ledger of answers, and kept until the records change. */
export const toldShares = (asker: Asker): Promise<GroupShares> =>
  keptAnswer(asker, { what: PREMIUM.id }, async (own) => {
    const people = await listShares(own.system);
    if (people.length === 0) return { groups: [], sentences: [] };
    const declared = [...new Set(people.flatMap(({ groups }) => Object.keys(groups ?? {})))].sort();
    const shares: GroupShare[] = [];
    const sentences = new Set<string>();
    for (const dimension of ["country", ...declared]) {
      const nameOf = ({ country, groups }: PersonWork) =>
        (dimension === "country" ? country : groups?.[dimension]) ?? NOT_ON_RECORD;
      const groupOf = merged(people, nameOf, minimumCellOf(own.viewer, PREMIUM));
      const rows = people.map((row) => ({ row, group: groupOf(row) }));
      const { pooled, sentence } = await peopleTable(own, PREMIUM, rows, { by: dimension });
      if (sentence !== null) sentences.add(sentence);
      for (const { group, people: count, measured } of pooled.byGroup)
        if (group !== NOT_ON_RECORD) shares.push({ dimension, group, people: count, measured });
    }
    return { groups: shares, sentences: [...sentences] };
  });

async function listShares(system: Db): Promise<readonly PersonWork[]> {
  const [figures, belonging] = await Promise.all([
    listNewestFigures(system, "allocation"),
    listBelonging(system),
  ]);
  const places = new Map(belonging.map(({ annotator, ...place }) => [annotator, place]));
  return figures.map(({ subject, document }) => {
    const { received, expected, basis } = JSON.parse(document) as PersonAccess;
    const premium = { received, expected, basis: basis ?? [received] };
    return { ...NOBODY, ...places.get(subject), annotator: subject, premium };
  });
}

import { sql } from "kysely";
import type { GoldItems } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints, Names } from "./packed";
import { streamRows } from "./stream";
import { instant, type EvidenceWindow } from "./window";

interface Row {
  readonly itemId: string;
  readonly item: string;
  readonly project: string;
  readonly key: string;
  readonly annotator: string;
  readonly answer: string | null;
  readonly missed: boolean;
  readonly at: number | null;
}

type Item = GoldItems["items"][number];

/** Gold items whose key stands, with everybody who answered them in the window. Needs `withScoredWork`. */
export async function packGoldItems(db: Db, { from, to }: EvidenceWindow): Promise<GoldItems> {
  const names = new Names();
  const items: Item[] = [];
  const person = new Ints();
  const [missed, at]: [number[], number[]] = [[], []];
  const others = new Map<string, number>();
  let current: Row | null = null;
  let start = 0;
  const flush = () => {
    if (current === null) return;
    const [alternative, alternativeCount] = [...others].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
    items.push({
      item: current.item,
      project: current.project,
      key: current.key,
      alternative,
      alternativeCount,
      start,
    });
    others.clear();
    start = person.length;
  };
  const query = sql<Row>`
    select j.item_id::text as item_id, i.source_id as item, p.source_id as project, i.gold_answer as key, a.source_id as annotator,
      case when not j.correct then answer_key(j.answer) end as answer, date_part('epoch', j.submitted_at)::float8 as at,
      not j.correct as missed
    from audit_gold j join items i using (item_id) join projects p on p.project_id = j.project_id
    join annotators a using (annotator_id)
    where j.submitted_at is null or (j.submitted_at >= ${instant(from)} and j.submitted_at <= ${instant(to)})
    order by j.item_id, j.annotator_id, j.judgment_id`;
  for await (const row of streamRows(db, query)) {
    if (row.itemId !== current?.itemId) flush();
    current = row;
    person.push(names.placeOf(row.annotator));
    missed.push(row.missed ? 1 : 0);
    at.push(row.at ?? from);
    if (row.missed && row.answer !== null) others.set(row.answer, (others.get(row.answer) ?? 0) + 1);
  }
  flush();
  return {
    annotators: names.list,
    items,
    person: person.take(),
    missed: Uint8Array.from(missed),
    at: Float64Array.from(at),
  };
}

import { sql } from "kysely";
import type { GoldItems } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints, Names } from "./packed";
import { sourceIds } from "./people";
import { streamRows } from "./stream";
import { wholeNumbers } from "./timelines";
import { instant, type EvidenceWindow } from "./window";

interface Row {
  readonly item: string;
  readonly project: string;
  readonly key: string;
  /** Annotator's number, microseconds since 1970 or 0, and whether the key was missed, again and again. */
  readonly answers: string;
  /** What was answered where the key was missed. */
  readonly missed: readonly string[] | null;
}

type Item = GoldItems["items"][number];

/** Gold items whose key stands, with everybody who answered them in the window. Needs `withScoredWork`. */
export async function packGoldItems(db: Db, { from, to }: EvidenceWindow): Promise<GoldItems> {
  const sources = await sourceIds(db);
  const names = new Names();
  const items: Item[] = [];
  const person = new Ints();
  const [missed, at]: [number[], number[]] = [[], []];
  const query = sql<Row>`
    select i.source_id as item, p.source_id as project, i.gold_answer as key, g.answers, g.missed
    from (
      select item_id, min(project_id) as project_id, string_agg(concat_ws(',', annotator_id,
          coalesce((date_part('epoch', submitted_at) * 1e6)::bigint, 0), (not correct)::int), ' '
          order by annotator_id, judgment_id) as answers,
        array_agg(answer_key(answer) order by annotator_id, judgment_id)
          filter (where not correct and answer_key(answer) is not null) as missed
      from audit_gold
      where submitted_at is null or (submitted_at >= ${instant(from)} and submitted_at <= ${instant(to)})
      group by item_id
    ) g join items i using (item_id) join projects p on p.project_id = g.project_id
    order by g.item_id`;
  for await (const { answers, missed: others, ...item } of streamRows(db, query)) {
    items.push({ ...item, ...commonest(others ?? []), start: person.length });
    const numbers = wholeNumbers(answers);
    for (let place = 0; place < numbers.length; place += 3) {
      person.push(names.placeOf(sources.get(numbers[place] ?? 0) ?? ""));
      at.push(numbers[place + 1] ? (numbers[place + 1] ?? 0) / 1e6 : from);
      missed.push(numbers[place + 2] ?? 0);
    }
  }
  return {
    annotators: names.list,
    items,
    person: person.take(),
    missed: Uint8Array.from(missed),
    at: Float64Array.from(at),
  };
}

/** The answer that most gave; of equals the first. */
function commonest(answers: readonly string[]): Pick<Item, "alternative" | "alternativeCount"> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [alternative, alternativeCount] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  return { alternative, alternativeCount };
}

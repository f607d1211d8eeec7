import { sql } from "kysely";
import type { GoldDays } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints, Names } from "./packed";
import { streamRows } from "./stream";
import { instant, type EvidenceWindow } from "./window";

interface Row {
  readonly annotator: string;
  readonly project: string;
  readonly day: number;
  readonly goldCorrect: number;
  readonly goldTotal: number;
}

/** Gold by annotator, project and day up to the window's end: decisions in it may rest on days before it. */
export async function packGoldDays(db: Db, { to }: EvidenceWindow): Promise<GoldDays> {
  const [annotators, projects] = [new Names(), new Names()];
  const [person, project, day, correct, total] = [new Ints(), new Ints(), new Ints(), new Ints(), new Ints()];
  const query = sql<Row>`
    select a.source_id as annotator, p.source_id as project, r.day - date '1970-01-01' as day, gold_correct, gold_total
    from rollups r join annotators a using (annotator_id) join projects p using (project_id)
    where gold_total > 0 and r.day > '-infinity' and r.day <= ${instant(to)}::timestamptz::date
    order by r.annotator_id, r.project_id, r.day`;
  for await (const row of streamRows(db, query)) {
    person.push(annotators.placeOf(row.annotator));
    project.push(projects.placeOf(row.project));
    day.push(row.day);
    correct.push(row.goldCorrect);
    total.push(row.goldTotal);
  }
  return {
    annotators: annotators.list,
    projects: projects.list,
    person: person.take(),
    project: project.take(),
    day: day.take(),
    correct: correct.take(),
    total: total.take(),
  };
}

/**
 * How much sooner the kept measures answer than the same measures counted from the facts in SQL, in one run:
 * `npm run bench -- report [--judgments 10000000] [--annotators 10000]`. A database of its own in a temporary folder.
 */
import { sql } from "kysely";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect, type Db } from "db/client";
import { migrateToLatest } from "db/migrate";
import { annotatorReport } from "~/features/report/annotator-report.server";
import { loadRanking } from "~/features/annotator-ranking/annotator-ranking.server";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";
import { refreshMeasures } from "~/features/report/refresh.server";

const { values } = parseArgs({
  options: {
    judgments: { type: "string", default: "10000000" },
    annotators: { type: "string", default: "10000" },
  },
});
const JUDGMENTS = Number(values.judgments);
const ANNOTATORS = Number(values.annotators);
const PROJECTS = 10;
const DAYS = 180;
const PER_ITEM = 5;

const folder = await mkdtemp(join(tmpdir(), "evenhand-bench-"));
const database = await connect(folder);
try {
  await migrateToLatest(database.db);
  await timed("fill the ledger", () => fill(database.db));
  await timed("count rollups and snapshots", () => refreshMeasures(database.db, new Date()));
  const facts = await timed("the same measures from the facts, in SQL", () => fromFacts(database.db));
  const report = await best(5, () => wholeReport(database.db));
  const page = await best(20, () =>
    loadRanking(database.db, database.db, rankingQuery(new URL("http://x/annotators?sort=-gold&window=0"))),
  );
  const row = (name: string, ms: number) =>
    say(`| ${name} | ${ms.toFixed(0)} ms | ${(facts / ms).toFixed(0)} × |`);
  say(`| ${JUDGMENTS} judgments, ${ANNOTATORS} annotators | time | against SQL over facts |`);
  say("|---|---|---|");
  row("the measures from the facts, in SQL", facts);
  row("`report annotators --overall`, all rows", report);
  row("a page of `/annotators`, loaded", page);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function timed(name: string, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  process.stderr.write(`${name}: ${(ms / 1_000).toFixed(1)} s\n`);
  return ms;
}

async function best(times: number, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < times; time += 1) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

async function wholeReport(db: Db): Promise<number> {
  const period = { from: null, to: null };
  const { rows } = await annotatorReport(db, { period, project: null, grain: "overall" });
  let bytes = 0;
  for await (const row of rows) bytes += row.length;
  return bytes;
}

/** Work days of plausible shape: a person's judgments follow each other, handling times are skewed, a tenth is gold. */
async function fill(db: Db): Promise<void> {
  const items = Math.ceil(JUDGMENTS / PER_ITEM);
  const statements = [
    `insert into imports (format, status, started_at) values ('bench', 'done', '2026-01-01')`,
    `insert into platforms (source_id, name) values ('bench', 'Bench')`,
    `insert into projects (source_id, platform_id, name, task_type)
      select 'p' || i, 1, 'Project ' || i, 'categorical' from generate_series(1, ${PROJECTS}) i`,
    `insert into annotators (source_id, time_zone) select 'a' || i, 'Europe/Berlin' from generate_series(1, ${ANNOTATORS}) i`,
    `insert into items (item_id, project_id, source_id, gold_answer)
      select i, 1 + i % ${PROJECTS}, 'i' || i, case when i % 10 = 0 then chr(65 + i % 4) end
      from generate_series(0, ${items - 1}) i`,
    `insert into judgments (annotator_id, judgment_id, item_id, project_id, import_id, started_at, submitted_at,
        active_seconds, pay_minor, status, currency, answer, source_id)
      select 1 + i % ${ANNOTATORS}, i, item, 1 + item % ${PROJECTS}, 1, at, at + seconds * interval '1.2 second', seconds, 12,
        case when i % 20 = 0 then 'rejected' else 'approved' end, 'EUR',
        chr(65 + (case when i % 7 = 0 then item + 1 else item end % 4)::int), 'j' || i
      from (
        select i, i % ${items} as item, 5 + 30 * random() ^ 3 as seconds,
          timestamptz '2026-01-01 08:00Z' + (i / ${ANNOTATORS}) * interval '40 second'
            + ((i / ${ANNOTATORS}) / greatest(1, ${Math.ceil(JUDGMENTS / ANNOTATORS / DAYS)}))
              * (interval '1 day' - interval '40 second' * greatest(1, ${Math.ceil(JUDGMENTS / ANNOTATORS / DAYS)})) as at
        from generate_series(0::bigint, ${JUDGMENTS - 1}) i
      ) rows`,
    `insert into dirty_cells (annotator_id, project_id, day) values (null, null, null)`,
    `analyze`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What the ranking shows, without rollups: one plain query over facts. */
async function fromFacts(db: Db): Promise<void> {
  await sql`
    with votes as (
      select item_id, answer, count(*) as votes from judgments group by item_id, answer
    ), placed as (
      select item_id, answer, votes, row_number() over places as place, lead(votes) over places as next
      from votes window places as (partition by item_id order by votes desc, answer)
    ), majority as (
      select item_id, answer from placed where place = 1 and (next is null or next < votes)
    )
    select judgment.annotator_id, count(*),
      count(*) filter (where status = 'approved'), count(*) filter (where status = 'rejected'),
      count(item.gold_answer), count(*) filter (where item.gold_answer = judgment.answer),
      count(majority.answer), count(*) filter (where majority.answer = judgment.answer),
      avg(active_seconds), percentile_cont(array[0.5, 0.75, 0.9]) within group (order by active_seconds),
      sum(pay_minor), range_agg(tstzrange(started_at, submitted_at)), min(started_at), max(submitted_at)
    from judgments judgment
    join items item using (item_id)
    left join majority using (item_id)
    group by judgment.annotator_id`.execute(db);
}

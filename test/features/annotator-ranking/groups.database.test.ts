import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { loadRanking, rankingCsv } from "~/features/annotator-ranking/annotator-ranking.server";
import type { RankingLine } from "~/features/annotator-ranking/ranking-line";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";
import { refreshMeasures } from "~/features/report/refresh.server";
import { ratioOfSums } from "~/stats/ratio-of-sums";
import { wilson } from "~/stats/wilson";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, RUN_AT } from "../patterns/planted-programme";

const { db } = await testDatabase();
const NOW = new Date(RUN_AT);

const load = (query: string) => loadRanking(db, db, rankingQuery(new URL(`http://x/annotators?${query}`)));

const valueOf = (line: RankingLine, name: keyof RankingLine["measures"]) => {
  const { measured } = line.measures[name];
  if (measured.kind !== "measured") throw new Error(`${line.id} has no ${name}: ${JSON.stringify(measured)}`);
  return measured;
};

async function facts<T>(query: string): Promise<readonly T[]> {
  const { rows } = await sql.raw<T>(query).execute(db);
  return rows;
}

async function csvOf(query: string): Promise<string[][]> {
  let text = "";
  for await (const part of rankingCsv(db, rankingQuery(new URL(`http://x/annotators?${query}`))))
    text += part;
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
}

beforeAll(async () => {
  await loadPlantedProgramme(db);
  await sql`insert into platforms (platform_id, source_id, name) values (99, 'second', 'Second')`.execute(db);
  await sql`update projects set platform_id = 99 where project_id % 2 = 0`.execute(db);
  await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
  await refreshMeasures(db, NOW);
}, 240_000);

describe("a group of people", () => {
  it("counts by country what the facts say, and is no mean of means", async () => {
    const { lines, total } = await load("group=country");
    const counted = await facts<{ country: string; people: number; judgments: number; seconds: number }>(
      `select country, count(distinct annotator_id) as people, count(*) as judgments,
         sum(round(active_seconds::numeric, 3)) filter (where active_seconds is not null)::float8 as seconds
       from judgments join annotators using (annotator_id) group by country`,
    );
    expect(counted.length).toBeGreaterThan(1);
    expect(total).toBe(counted.length);
    for (const { country, people, judgments } of counted) {
      const line = lines.find(({ id }) => id === country)!;
      expect({ people: line.people, judgments: line.judgments }).toEqual({ people, judgments });
    }
  });

  it("pools gold answers and their interval: correct over judged, by Wilson", async () => {
    for (const grouping of ["country", "tier", "project", "platform"]) {
      const { lines } = await load(`group=${grouping}`);
      const people = await facts<{ key: string; correct: number; judged: number }>(
        `select ${{ country: "s.country", tier: "s.tier", project: "p.source_id", platform: "f.source_id" }[grouping]} as key,
           sum((s.row -> 'gold' ->> 'correct')::int)::int as correct, sum((s.row -> 'gold' ->> 'total')::int)::int as judged
         from snapshots s left join projects p using (project_id) left join platforms f using (platform_id)
         where window_days = 0 and project_id ${grouping === "country" || grouping === "tier" ? "=" : ">"} 0 group by key`,
      );
      const kept = people.filter(({ judged }) => judged >= 20);
      expect(kept.length, grouping).toBeGreaterThan(0);
      for (const { key, correct, judged } of kept) {
        const line = lines.find(({ id }) => id === (key ?? ""))!;
        const { value, low, high, n } = valueOf(line, "gold");
        expect([value, n]).toEqual([correct / judged, judged]);
        expect(low).toBeCloseTo(wilson(correct, judged).low, 12);
        expect(high).toBeCloseTo(wilson(correct, judged).high, 12);
      }
    }
  });

  it("has the mean of all handling times, its interval from the spread between people", async () => {
    const { lines } = await load("group=tier");
    const rows = await facts<{ tier: string; mean: number; n: number }>(
      `select tier, (row -> 'handling' ->> 'mean_seconds')::float8 as mean, (row -> 'handling' ->> 'n')::int as n
       from snapshots where window_days = 0 and project_id = 0`,
    );
    for (const line of lines.filter(({ measures }) => measures.mean.measured.kind === "measured")) {
      const own = rows.filter(({ tier, n }) => tier === line.id && n > 0);
      const expected = ratioOfSums(own.map(({ mean, n }) => ({ observed: mean * n, expected: n })))!;
      const { value, low, high } = valueOf(line, "mean");
      for (const [found, wanted] of [
        [value, expected.value],
        [low, expected.low],
        [high, expected.high],
      ] as const) {
        expect(found).toBeCloseTo(wanted, 6);
      }
      expect(line.measures.median.measured.kind).toBe("unmeasured");
    }
  });

  it("adds up hours, and pay over hours rather than hourly pays", async () => {
    const { lines } = await load("group=country");
    const people = (await load("size=1000")).lines;
    for (const line of lines) {
      const own = people.filter(({ country }) => country === line.id);
      const hours = own.reduce((sum, person) => sum + valueOf(person, "hours").value, 0);
      expect(valueOf(line, "hours").value).toBeCloseTo(hours, 6);
      const { measured } = line.measures.hourly;
      if (measured.kind !== "measured") continue;
      const hourly = own.map((person) => valueOf(person, "hourly").value);
      expect(measured.value).toBeGreaterThanOrEqual(Math.min(...hourly) - 1e-9);
      expect(measured.value).toBeLessThanOrEqual(Math.max(...hourly) + 1e-9);
    }
  });

  it("of one person has that person's numbers", async () => {
    // Gold and all: with none judged a person is short of them, and a group of one has none.
    const [person] = (await load("where=gold%3E%3D0&sort=-judgments")).lines;
    const { lines } = await load(`group=country&search=${person!.id}`);
    const alike = ["gold", "consensus", "hours", "nightShare", "restBreaches", "paidShare"] as const;
    expect(lines[0]!.people).toBe(1);
    for (const name of alike) {
      const group = lines[0]!.measures[name].measured;
      const own = person!.measures[name].measured;
      expect(group.kind, name).toBe(own.kind);
      if (group.kind === "measured" && own.kind === "measured")
        expect(group.value, name).toBeCloseTo(own.value, 9);
    }
  });
});

describe("the list", () => {
  it("is narrowed by country, platform and measures together, and sorted by several columns", async () => {
    const { lines: all } = await load("size=1000");
    const country = all[0]!.country!;
    const { lines, total } = await load(
      `size=1000&country=${country}&where=judgments%3E%3D50&platform=second&sort=tier,-judgments`,
    );
    expect(total).toBe(lines.length);
    expect(total).toBeGreaterThan(1);
    expect(total).toBeLessThan(all.length);
    for (const line of lines) {
      expect(line.country).toBe(country);
      expect(line.judgments).toBeGreaterThanOrEqual(50);
    }
    const places = lines.map(({ tier, judgments }) => [tier.tier ?? "￿", -judgments] as const);
    const sorted = places.toSorted((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1));
    expect(places).toEqual(sorted);
  });

  it("leaves aside a bound that is none, and finds nobody on a platform that is not there", async () => {
    const { lines } = await load("where=gold%3E0;drop&where=label%3E%3D1");
    expect(lines.length).toBeGreaterThan(20);
    expect((await load("platform=nowhere")).total).toBe(0);
  });

  it("as CSV is what is shown: columns in their order, filters, order of rows", async () => {
    const query = "columns=hours&columns=gold&sort=-judgments&where=judgments%3E%3D50";
    const [header, ...rows] = await csvOf(query);
    const numbers = (name: string) => ["", "_low", "_high", "_n", "_clock", "_note"].map((end) => name + end);
    expect(header).toEqual(["annotator_id", "display_name", ...numbers("hours"), ...numbers("gold")]);
    const { lines } = await load(`${query}&size=1000`);
    expect(rows.map(([id]) => id)).toEqual(lines.map(({ id }) => id));
    expect(Number(rows[0]![2])).toBe(valueOf(lines[0]!, "hours").value);
  });

  it("as CSV holds the groups when groups are shown", async () => {
    const [header, ...rows] = await csvOf("group=country&columns=people&columns=judgments&sort=-people");
    const { lines } = await load("group=country&sort=-people");
    expect(header).toEqual(["country", "name", "people", "judgments"]);
    expect(rows).toEqual(
      lines.map(({ id, name, people, judgments }) => [id, name, String(people), String(judgments)]),
    );
  });
});

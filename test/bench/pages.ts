/**
 * How long the server takes to answer with each screen there is, as each kind of viewer: on a large ledger that
 * `npm run bench -- large-ledger` made. `npm run bench -- pages --database /tmp/large [--requests 40] [--only /annotators]
 * [--browser]`; needs `npm run build`. Prints for each screen the middle and the 95th percentile of the answer in
 * milliseconds, how much of it the database took for the screen's own statements, the ratio of the two, the processor
 * time of the Node process, and the size of the answer. One request at a time, after three that nobody counts.
 * `--browser` also sorts and filters the ranking in a real Chromium and reports the browser's own event timing.
 */
import { request } from "node:http";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { ServerBuild } from "@remix-run/node";
import { withDatabase } from "db/client";
import { migrateToLatest } from "db/migrate";
import { shareDatabase } from "~/database.server";
import { createApp, listen, stop } from "~/http.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { quantilesOfSorted } from "~/stats/quantiles";
import { screensIn, type Screen } from "../support/screens";
import { sessionIn } from "../support/serve";
import { rankingInBrowser } from "./pages/in-browser";
import { sqlClock } from "./pages/sql-clock";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    requests: { type: "string", default: "40" },
    only: { type: "string" },
    browser: { type: "boolean", default: false },
  },
});
const BUILD = fileURLToPath(new URL("../../build", import.meta.url));
const WARM_UP = 3;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The ranking in the states that cost something, beside the screens as they open. */
const FURTHER: readonly Screen[] = [
  "/annotators?sort=-gold",
  "/annotators?window=28&sort=-hourlyMinor,label&page=40",
  "/annotators?search=17&tier=standard",
  "/annotators?group=tier",
  "/annotators?group=project",
  "/annotators?size=1000",
].map((path) => ({ path, role: "administrator" }));

interface Answer {
  readonly ms: number;
  readonly sqlMs: number;
  readonly cpuMs: number;
  readonly bytes: number;
  readonly status: number;
}

async function ask(url: string, cookie: string | null): Promise<Answer> {
  const clock = sqlClock();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const { bytes, status } = await fetched(url, cookie);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, bytes, status, sqlMs: clock.stop(), cpuMs: (user + system) / 1_000 };
}

/** As a browser asks, the answer left compressed. */
function fetched(url: string, cookie: string | null): Promise<{ bytes: number; status: number }> {
  const headers = { Accept: "text/html", "Accept-Encoding": "gzip", ...(cookie ? { Cookie: cookie } : {}) };
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve({ bytes, status: answer.statusCode ?? 0 }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

const quantile = (answers: readonly Answer[], of: (answer: Answer) => number, share: number): number =>
  quantilesOfSorted(Float64Array.from(answers, of).sort(), [share])?.[0] ?? 0;

async function measure(url: string, cookie: string | null, requests: number): Promise<readonly Answer[]> {
  for (let turn = 0; turn < WARM_UP; turn += 1) await ask(url, cookie);
  const answers: Answer[] = [];
  for (let turn = 0; turn < requests; turn += 1) answers.push(await ask(url, cookie));
  return answers;
}

function line({ path, role }: Screen, answers: readonly Answer[]): string {
  const [middle, p95] = [0.5, 0.95].map((share) => quantile(answers, ({ ms }) => ms, share)) as [
    number,
    number,
  ];
  const sql = quantile(answers, ({ sqlMs }) => sqlMs, 0.5);
  const cells = [
    `\`${path}\``,
    role ?? "nobody",
    middle.toFixed(0),
    p95.toFixed(0),
    sql.toFixed(1),
    sql > 0 ? (middle / sql).toFixed(1) : "",
    quantile(answers, ({ cpuMs }) => cpuMs, 0.5).toFixed(0),
    (quantile(answers, ({ bytes }) => bytes, 0.5) / 1_000).toFixed(0),
  ];
  const [status] = new Set(answers.map((answer) => answer.status));
  return `| ${cells.join(" | ")} |${status === 200 ? "" : ` answers ${status}`}`;
}

if (values.database === undefined) {
  process.stderr.write("Of what? npm run bench -- pages --database /tmp/large\n");
  process.exit(2);
}
await withDatabase(values.database, async (database) => {
  await migrateToLatest(database.db);
  await refreshMeasures(database.db, new Date());
  shareDatabase(database);
  const build = (await import(pathToFileURL(`${BUILD}/server/index.js`).href)) as ServerBuild;
  const { server, port } = await listen(createApp(build, `${BUILD}/client`), "127.0.0.1", 0);
  const url = `http://127.0.0.1:${port}`;
  const cookies = new Map<Screen["role"], string | null>([[null, null]]);
  const { annotator, screens } = await screensIn(database.db);
  for (const role of ["administrator", "researcher", "annotator"] as const)
    cookies.set(role, await sessionIn(database, url, role, role === "annotator" ? annotator : null));
  say("| screen | as | p50 ms | p95 ms | SQL ms | ratio | CPU ms | KB |");
  say("| --- | --- | --- | --- | --- | --- | --- | --- |");
  const measured = [...screens, ...FURTHER].filter(({ path }) => path.startsWith(values.only ?? ""));
  for (const screen of measured) {
    const cookie = cookies.get(screen.role) ?? null;
    say(line(screen, await measure(url + screen.path, cookie, Number(values.requests))));
  }
  if (values.browser) say(await rankingInBrowser(url, cookies.get("administrator") ?? ""));
  await stop(server);
});

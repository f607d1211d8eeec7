/**
 * `npm test [filter...]`: every test, in passes: without a database and on the embedded one, on the machine's own
 * PostgreSQL, in a browser. Filters and options go to Vitest. The last line is `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { startSystemServer } from "./system-postgres";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts of Vitest's JSON report that are added up. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const REPORTS = mkdtempSync(join(tmpdir(), "evenhand-reports-"));
const given = process.argv.slice(2);
const server = process.env["EVENHAND_TEST_SERVER"];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function runPass(title: string, projects: readonly string[], testServer = ""): Tally {
  say(`\n== ${title}`);
  const file = join(REPORTS, `${title.replace(/\W+/g, "-")}.json`);
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      ...["--config", join(ROOT, "test/vitest.config.ts")],
      ...projects.flatMap((project) => ["--project", project]),
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`, "--passWithNoTests"],
      ...given,
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, EVENHAND_TEST_SERVER: testServer },
    },
  );
  const tally = existsSync(file) ? tallyOf(file) : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0 && tally.failed === 0) {
    say(
      `This pass ended with status ${String(status)} although no test of it failed; it counts as one failure.`,
    );
    tally.failed = 1;
  }
  return tally;
}

function tallyOf(file: string): Tally {
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  // A file that could not even be loaded has no tests to fail.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function runOnSystemServer(): Promise<Tally> {
  if (server) return runPass("on the server that EVENHAND_TEST_SERVER names", ["database"], server);
  const system = await startSystemServer();
  if ("missing" in system) {
    say(`\n== The tests on a PostgreSQL server are left out: ${system.missing}.`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  try {
    return runPass(`on PostgreSQL ${system.version} of this machine`, ["database"], system.url);
  } finally {
    await system.stop();
  }
}

function runInBrowser(): Tally {
  const files = filesIn(join(ROOT, "test/e2e")).map((file) => relative(ROOT, file));
  const filters = given.filter((word) => !word.startsWith("-"));
  const isAsked =
    filters.length === 0 || files.some((file) => filters.some((filter) => file.includes(filter)));
  if (!isAsked) return { passed: 0, failed: 0, skipped: 0 };
  if (!isBuilt()) {
    say("\n== building the application");
    const { status } = spawnSync("npm", ["run", "--silent", "build", "--", "--logLevel", "error"], {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) return { passed: 0, failed: 1, skipped: 0 };
  }
  return runPass("in a browser", ["browser"]);
}

function isBuilt(): boolean {
  const built = statSync(join(ROOT, "build/server/index.js"), { throwIfNoEntry: false });
  if (!built) return false;
  const sources = ["app", "db", "public"].flatMap((folder) => filesIn(join(ROOT, folder)));
  const files = [...sources, join(ROOT, "remix.config.js"), join(ROOT, "package-lock.json")];
  return files.every((file) => statSync(file).mtimeMs <= built.mtimeMs);
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const tallies = [
  runPass("alone and on the embedded database", ["unit", "database"]),
  await runOnSystemServer(),
  runInBrowser(),
];
rmSync(REPORTS, { recursive: true, force: true });

const total = (name: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[name], 0);
const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
say(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
process.exitCode = total("failed") > 0 || total("passed") === 0 ? 1 : 0;

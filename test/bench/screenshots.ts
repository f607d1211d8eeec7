/**
 * A picture of every screen there is, as everybody whom it looks different to, at 1440 and 390 pixels, light and dark:
 * `npm run bench -- screenshots [--database /tmp/large] [--only /annotators] [--into DIR]`; needs `npm run build`. Of an
 * empty database and of the demonstration, each made for it and removed again, or of the database that is named, to which
 * it adds an account of each role. One line a screen. Fails where a screen answers other than 200, writes an error to the
 * console, or is wider than its window; the pictures are there all the same, with an `index.html` to look at them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { withDatabase } from "db/client";
import { launchChromium } from "../support/chromium";
import { type Screen, screensIn } from "../support/screens";
import { serve, type Served, sessionIn } from "../support/serve";
import { type Shot, shootScreen } from "./screenshots/shoot";
import { gallery } from "./screenshots/gallery";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    only: { type: "string", default: "" },
    into: { type: "string", default: ".cache/screenshots" },
  },
});
/** A large ledger is counted before it is served. */
const PATIENCE_MS = 3_600_000;
const ROLES = ["administrator", "researcher", "annotator"] as const;

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Subject {
  readonly name: string;
  readonly place: string;
  readonly options: readonly string[];
}

async function screensAndCookies(
  place: string,
  { url }: Served,
): Promise<{ screens: readonly Screen[]; cookies: ReadonlyMap<Screen["role"], string | null> }> {
  return withDatabase(place, async (database) => {
    const { annotator, screens } = await screensIn(database.db);
    const cookies = new Map<Screen["role"], string | null>([[null, null]]);
    for (const role of ROLES) {
      const shown = screens.some((screen) => screen.role === role);
      const person = role === "annotator" ? annotator : null;
      if (shown) cookies.set(role, await sessionIn(database, url, role, person));
    }
    return { screens: screens.filter(({ path }) => path.startsWith(values.only)), cookies };
  });
}

/** Gives how many screens are at fault. */
async function photograph({ name, place, options }: Subject): Promise<number> {
  const folder = resolve(values.into, name);
  mkdirSync(folder, { recursive: true });
  const served = await serve({ database: place, options, patienceMs: PATIENCE_MS });
  const browser = await launchChromium();
  try {
    const { screens, cookies } = await screensAndCookies(place, served);
    const shots: Shot[] = [];
    for (const screen of screens) {
      const shot = await shootScreen(browser, served.url, {
        ...{ screen, folder, cookie: cookies.get(screen.role) ?? null },
      });
      shots.push(shot);
      const found = shot.faults.length === 0 ? "" : `\n  ${shot.faults.join("\n  ")}`;
      say(`${name}: ${screen.path} as ${screen.role ?? "nobody"}${found}`);
    }
    writeFileSync(join(folder, "index.html"), gallery(name, shots));
    say(`${name}: ${shots.length} screens, ${join(folder, "index.html")}`);
    return shots.filter(({ faults }) => faults.length > 0).length;
  } finally {
    await browser.close();
    await served.stop();
  }
}

const made = values.database === undefined ? await mkdtemp(join(tmpdir(), "evenhand-screenshots-")) : null;
const subjects: readonly Subject[] =
  made === null
    ? [{ name: basename(values.database ?? ""), place: values.database ?? "", options: [] }]
    : [
        { name: "empty", place: join(made, "empty"), options: [] },
        { name: "demo", place: join(made, "demo"), options: ["--demo"] },
      ];
try {
  let faulty = 0;
  for (const subject of subjects) faulty += await photograph(subject);
  if (faulty > 0) {
    process.stderr.write(`${faulty} screens are not as they should be: see above.\n`);
    process.exitCode = 1;
  }
} finally {
  if (made !== null) await rm(made, { recursive: true, force: true });
}

import type { Command } from "commander";
import { statfs } from "node:fs/promises";
import { isUrl, withDatabase } from "db/client";
import { findServer } from "db/queries/server";
import { checkRollups } from "db/queries/check";
import { listPending } from "db/migrate";
import type { Boundary } from "db/viewer-role";
import { EXIT } from "./outcome";
import { placeOf } from "./open";

interface Finding {
  readonly good: boolean;
  readonly sentence: string;
}

const LEAST_FREE_BYTES = 1e9;
const OLDEST_NODE = [20, 19] as const;

/** Checks what the product rests on and says what to mend; changes nothing. */
export function doctor(program: Command): void {
  program
    .command("doctor")
    .description("check configuration, database, disk and version, and say what to mend")
    .action(async (_options, command: Command) => {
      const place = placeOf(command);
      const findings = [node(), await disk(isUrl(place) ? "." : place), ...(await database(place))];
      for (const { good, sentence } of findings)
        process.stdout.write(`${good ? "ok  " : "mend"}  ${sentence}\n`);
      if (findings.some(({ good }) => !good)) process.exitCode = EXIT.found;
    });
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const good = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const wanted = OLDEST_NODE.join(".");
  return {
    good,
    sentence: good
      ? `Node ${process.versions.node}`
      : `Node is ${process.versions.node}: install ${wanted} or newer.`,
  };
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder).catch(() => statfs("."));
  const free = bavail * bsize;
  const gigabytes = (free / 1e9).toFixed(1);
  const good = free >= LEAST_FREE_BYTES;
  return {
    good,
    sentence: `${gigabytes} GB free for the database${good ? "" : ": make room, an import needs twice its size"}`,
  };
}

function rowSecurity(bounds: Boundary): Finding {
  if (bounds.kind === "unbound") return { good: false, sentence: bounds.mend };
  const who =
    bounds.kind === "own role" ? "the application's role" : `${bounds.role}, as which viewers are served`;
  return { good: true, sentence: `Row-level security binds ${who}` };
}

async function database(place: string): Promise<Finding[]> {
  return withDatabase(place, async ({ db, place: shown, boundary }) => {
    const server = await findServer(db);
    const pending = await listPending(db);
    const found = { good: true, sentence: `PostgreSQL ${server.version} at ${shown}, ${server.sizeMb} MB` };
    if (pending.length > 0) {
      return [
        found,
        { good: false, sentence: `The schema lacks ${pending.join(", ")}: run evenhand migrate.` },
      ];
    }
    const differing = await checkRollups(db);
    return [
      found,
      { good: true, sentence: "The schema is up to date" },
      rowSecurity(await boundary()),
      {
        good: differing.length === 0,
        sentence:
          differing.length === 0
            ? "Kept tallies equal the records"
            : `${differing.length} kept tallies differ from the records: please report this as a fault`,
      },
    ];
  });
}

import type { Database } from "db/client";
import { runImport } from "~/features/imports/import.server";
import { openSources } from "~/features/imports/source.server";
import { refreshMeasures } from "~/features/report/refresh.server";

const JUDGMENTS =
  "judgment_id,annotator_id,item_id,project_id,answer,status,is_gold,started_at,submitted_at,active_seconds";

/** Gold judgments of one day: for each person how many are right and how many wrong, as a ledger's files. */
export function goldFiles(
  day: string,
  people: Readonly<Record<string, readonly [right: number, wrong: number]>>,
) {
  const rows = Object.entries(people).flatMap(([annotator, [right, wrong]]) =>
    Array.from({ length: right + wrong }, (_, at) => {
      const from = new Date(Date.parse(`${day}T08:00:00Z`) + at * 60_000);
      const to = new Date(from.getTime() + 30_000);
      const answer = at < right ? "yes" : "no";
      return `${day}-${annotator}-${at},${annotator},i${at},p,${answer},approved,true,${from.toISOString()},${to.toISOString()},30`;
    }),
  );
  const most = Math.max(...Object.values(people).map(([right, wrong]) => right + wrong));
  return {
    "items.csv": [
      "item_id,project_id,gold_answer,gold_status",
      ...Array.from({ length: most }, (_, at) => `i${at},p,yes,active`),
    ].join("\n"),
    "judgments.csv": [JUDGMENTS, ...rows].join("\n"),
  };
}

/** Imports files as the product does, measures included. */
export async function importFiles(
  database: Database,
  files: Readonly<Record<string, string>>,
  now: () => Date,
): Promise<void> {
  const inputs = Object.entries(files).map(([name, text]) => ({ name, stream: oneChunk(text) }));
  const result = await runImport(database, openSources(inputs, { format: "ledger" }), { now });
  if ("fault" in result || result.rejected > 0) throw new Error(JSON.stringify(result));
  await refreshMeasures(database.db, now());
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

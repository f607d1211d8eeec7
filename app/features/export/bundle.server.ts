import { createHmac } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database, Db } from "db/client";
import { listLatestFindings } from "db/queries/audit-runs";
import { countPlaces, listSharedAnswers } from "db/queries/shared-values";
import { DETECTORS } from "~/detectors";
import { messageText } from "~/domain/detector";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import type { Finding } from "~/domain/finding";
import type { TableName } from "~/domain/ledger";
import type { Told } from "~/domain/measured";
import { findingJson } from "~/features/audit/audit-json";
import type { Asker } from "~/features/disclosure/table.server";
import { declared, exploreQuery, FEATURES } from "~/features/explore/explore-query";
import { choicesOf, EXPLORE_MEASURES, exploreTable, loadEverybody } from "~/features/explore/explore.server";
import { tellRuns } from "~/features/patterns/told-runs.server";
import { METRICS } from "~/metrics";
import { type PackageFile, ledgerFiles, zipped } from "./package.server";
import { AGGREGATES, bundleReadme, dataPackage, type Part } from "./package-files";
import { placesShared, pseudonymised, type Rules } from "./pseudonymise";

export interface BundleOptions {
  readonly asker: Asker;
  /** Fewest people of a cell, of an answer, of a place. */
  readonly minimumCell: number;
  /** With the ledger's rows under pseudonyms, or the aggregates alone. */
  readonly withRows: boolean;
}

/**
 * What researchers take away, file by file: detectors' answers and aggregates with small cells withheld, definitions,
 * a codebook, and on request the ledger's rows under pseudonyms. `db` must see everybody.
 */
export async function* bundleFiles(
  db: Db,
  { asker, minimumCell, withRows }: BundleOptions,
  onTable: (part: Part) => void = () => undefined,
): AsyncGenerator<PackageFile> {
  const parts: Part[] = [];
  if (withRows) {
    const rules = await rulesOf(db, asker.key, minimumCell);
    const shuffle = createHmac("sha256", asker.key).update("order of rows").digest("hex");
    const change = (table: TableName, row: Readonly<Record<string, unknown>>) =>
      pseudonymised(table, row, rules);
    yield* ledgerFiles(db, {
      change,
      shuffle,
      escapeFormulas: true,
      onTable: (part) => {
        parts.push(part);
        onTable(part);
      },
    });
  }
  yield { path: "aggregates.csv", text: await aggregatesCsv(db, asker) };
  yield { path: "findings.json", text: json(await findingsOf(db)) };
  yield { path: "definitions.json", text: json(definitions()) };
  yield { path: "datapackage.json", text: json(dataPackage(parts, { aggregates: true })) };
  yield { path: "README.md", text: bundleReadme(parts, minimumCell) };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

async function rulesOf(db: Db, key: Buffer, minimumCell: number): Promise<Rules> {
  const [answers, places] = await Promise.all([listSharedAnswers(db, minimumCell), countPlaces(db)]);
  const shared = new Set(answers.map(({ project, answer }) => JSON.stringify([project, answer])));
  return {
    pseudonym: (kind, id) => {
      const digest = createHmac("sha256", key)
        .update(JSON.stringify([kind, id]))
        .digest("hex");
      return `${kind}-${digest.slice(0, 20)}`;
    },
    isSharedAnswer: (project, answer) => shared.has(JSON.stringify([project, answer])),
    sharedPlace: placesShared(places, minimumCell),
  };
}

/** Every measure by every feature and declared group, over all records. */
async function aggregatesCsv(db: Db, asker: Asker): Promise<string> {
  const lines: unknown[][] = [AGGREGATES.map(({ name }) => name)];
  const { people: everybody, workers } = await loadEverybody(db, asker.viewer, 0);
  const choices = choicesOf(everybody, workers, asker.viewer);
  const groups = choices.by
    .map(({ value }) => value)
    .filter((value) => !FEATURES.some((one) => one === value));
  for (const by of [...FEATURES, ...groups]) {
    for (const { id, unit } of EXPLORE_MEASURES) {
      const query = exploreQuery(new URLSearchParams({ measure: id, by }), 0);
      const table = await exploreTable(asker, everybody, query);
      for (const { group, people, measured, suppressed: hidden } of [
        ...table.pooled.byGroup,
        table.overall,
      ]) {
        const state = hidden ? "withheld" : STATES[measured.kind];
        const name = group === "" ? "everybody" : group;
        lines.push([
          id,
          unit.kind,
          by.replace(declared(""), "declared: "),
          name,
          state,
          hidden ? "" : people,
          ...numbersOf(measured),
        ]);
      }
    }
  }
  return stringify(lines, { escape_formulas: true });
}

const STATES: Readonly<Record<Told["kind"], string>> = {
  ...{ measured: "shown", bounded: "bounded", insufficient: "withheld", unmeasured: "unmeasured" },
};

/** Value, both ends and what they rest on; of a share of which only one end is told, that end and the share's own. */
function numbersOf(measured: Told): readonly (number | "")[] {
  if (measured.kind === "measured") return [measured.value, measured.low, measured.high, measured.n];
  if (measured.kind !== "bounded") return ["", "", "", ""];
  const { side, bound, n } = measured;
  return side === "under" ? ["", 0, bound, n] : ["", bound, 1, n];
}

/** The newest answer of each detector to what researchers may ask, suppressed as on the screen. */
async function findingsOf(db: Db) {
  const latest = await listLatestFindings(db, null, "told");
  return {
    definitions_version: DEFINITIONS_VERSION,
    findings: latest.flatMap(({ place, runAt, definitionsVersion, document }) => {
      const finding = JSON.parse(document) as Finding;
      const detector = DETECTORS.find(({ id }) => id === finding.detector);
      if (!detector || place !== 1) return [];
      const text = messageText(detector, finding.message);
      return [{ run_at: runAt, run_under: definitionsVersion, ...(findingJson(finding, text) as object) }];
    }),
  };
}

const definitions = () => ({
  definitions_version: DEFINITIONS_VERSION,
  metrics: METRICS,
  detectors: DETECTORS.map(
    ({ id, version, title, question, harm, kind, minimum, params, sources, innocent, limits, remedy }) => ({
      ...{ id, version, title, question, harm, kind, minimum, params, sources, innocent, limits, remedy },
    }),
  ),
});

/** Somebody who exports at the command line asks as a researcher would, by the same ledger of answers. */
export const commandLineAsker = (system: Db, key: Buffer, at: Date): Asker => ({
  viewer: { accountId: "", name: "command line", role: "researcher", annotatorId: null },
  ...{ system, key, at, screen: "export" },
});

/** A bundle as a zip, piece by piece, all of it as of one instant. */
export async function* bundleZip(database: Database, options: BundleOptions): AsyncGenerator<Uint8Array> {
  // What is to be told is kept before the instant that the bundle is of.
  await tellRuns(database.db);
  const out = new PassThrough();
  const work = database.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((db) => pipeline(zipped(bundleFiles(db, options)), out));
  work.catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* out as AsyncIterable<Uint8Array>;
  await work;
}

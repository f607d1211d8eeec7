import { describe, expect, it } from "vitest";
import { checkRollups } from "db/queries/check";
import { refreshRollups } from "db/queries/refresh";
import type { ImportRecord } from "~/domain/importer";
import { undoImport } from "~/features/imports/undo.server";
import { wrongHoldings } from "../../db/ledger-dump";
import { testDatabase } from "../../support/database";
import { type RecordFile, importRecords } from "./record-sources";

const database = await testDatabase();
const { db } = database;

/** Numbers in [0, 1) that are the same on every run. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A few hundred judgments on items that importers share, some of them corrections of earlier ones, with their items. */
function files(random: () => number, revision: number): readonly RecordFile[] {
  const pick = (count: number) => Math.floor(random() * count);
  const judgments = Array.from({ length: 150 }, (): ImportRecord => {
    const number = pick(1_500);
    const submitted = Date.UTC(2026, 0, 1 + (number % 10), 9, number % 60);
    return {
      table: "judgments",
      row: {
        judgmentId: `J${number}`,
        annotatorId: `A${number % 23}`,
        itemId: `I${number % 300}`,
        projectId: `P${number % 2}`,
        answer: ["yes", "no", "maybe"][pick(3)]!,
        status: pick(10) === 0 ? "rejected" : "approved",
        startedAt: new Date(submitted - 60_000).toISOString(),
        submittedAt: new Date(submitted).toISOString(),
        payMinor: pick(9),
        currency: "USD",
        revisedAt: new Date(Date.UTC(2026, 1, 1, 0, 0, revision)).toISOString(),
      },
    };
  });
  const items = Array.from({ length: 5 }, (): ImportRecord => {
    const number = pick(300);
    return {
      table: "items",
      row: { itemId: `I${number}`, projectId: `P${number % 2}`, goldAnswer: ["yes", "no"][pick(2)]! },
    };
  });
  const reviews = Array.from({ length: 10 }, (): ImportRecord => {
    const number = pick(1_500);
    return {
      table: "reviews",
      row: {
        reviewId: `R${number}`,
        judgmentId: `J${number}`,
        reviewerId: "V",
        reviewedAt: "2026-01-20T00:00:00.000Z",
        outcome: pick(2) ? "accepted" : "rejected",
      },
    };
  });
  return [
    { table: "judgments", rows: judgments.map((one) => [one]) },
    { table: "items", rows: items.map((one) => [one]) },
    { table: "reviews", rows: reviews.map((one) => [one]) },
  ];
}

describe("importers that race against each other, against undo and against the count", () => {
  it("leave tallies that no recount differs from", { timeout: 600_000 }, async () => {
    const merged: number[] = [];
    let importing = true;

    const importer = async (seed: number) => {
      const random = sequence(seed);
      let last: readonly RecordFile[] = [];
      for (let round = 0; round < 12; round += 1) {
        // Every fourth import is a replay of the one before.
        if (round % 4 !== 3) last = files(random, round * 10 + seed);
        merged.push((await importRecords(database, last)).importId);
      }
    };
    const undoer = async () => {
      const random = sequence(99);
      while (importing) {
        const importId = merged[Math.floor(random() * merged.length)];
        if (importId !== undefined && random() < 0.3) await undoImport(database, importId, new Date(0));
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    };
    const differing: unknown[] = [];
    const refresher = async () => {
      while (importing) {
        await refreshRollups(db);
        // Right at any moment, not only when all is quiet.
        differing.push(...(await checkRollups(db)));
      }
    };

    const others = [undoer(), refresher(), refresher()];
    await Promise.all([importer(1), importer(2), importer(3)]);
    importing = false;
    await Promise.all(others);
    await refreshRollups(db);
    expect(differing).toEqual([]);
    expect(await checkRollups(db)).toEqual([]);
    expect(await refreshRollups(db)).toBe(0);
    expect(await wrongHoldings(db)).toEqual([]);
    const { cells } = await db
      .selectFrom("rollups")
      .select(({ fn }) => fn.countAll<number>().as("cells"))
      .executeTakeFirstOrThrow();
    expect(cells).toBeGreaterThan(100);
  });
});

import { describe, expect, it } from "vitest";
import { connect } from "db/client";
import { insertImport } from "db/queries/imports";
import { importEvents } from "~/features/imports/progress.server";
import { watchRecords } from "~/features/imports/records-watch.server";
import { testDatabase } from "../../support/database";

const { db, url } = await testDatabase();

/** What a viewer is told from now on, read in the background. */
function viewer(): { readonly told: string[]; readonly leave: () => void } {
  const leaving = new AbortController();
  const told: string[] = [];
  const stream = importEvents(leaving.signal, {
    onEnd: watchRecords(db, 20),
    mayGoOn: () => Promise.resolve(true),
  });
  void (async () => {
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      told.push(decoder.decode(piece.value));
    }
  })();
  return { told, leave: () => leaving.abort() };
}

const changes = (told: readonly string[]) => told.filter((text) => text.includes('"changed"')).length;
const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

describe("viewers", () => {
  it("hear of what another program imports, once, and of nothing while the records stay", async () => {
    const [one, other] = [viewer(), viewer()];
    await pause();
    expect([changes(one.told), changes(other.told)]).toEqual([0, 0]);
    const program = await connect(url);
    await insertImport(program.db, "ledger", new Date());
    await program.close();
    await expect.poll(() => [changes(one.told), changes(other.told)], { timeout: 20_000 }).toEqual([1, 1]);
    one.leave();
    await pause();
    expect([changes(one.told), changes(other.told)]).toEqual([1, 1]);
    await insertImport(db, "ledger", new Date());
    await expect.poll(() => changes(other.told), { timeout: 20_000 }).toBe(2);
    expect(changes(one.told)).toBe(1);
    other.leave();
  });
});

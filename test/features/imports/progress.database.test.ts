import { describe, expect, it, onTestFinished } from "vitest";
import { MANAGERS } from "~/domain/viewer";
import { changeAccount } from "~/features/accounts/accounts.server";
import { maySee, signOut } from "~/features/accounts/sign-in.server";
import { importEvents, tellImport } from "~/features/imports/progress.server";
import { testDatabase } from "../../support/database";
import { sessionIn } from "../../support/serve";

const database = await testDatabase();
const ADDRESS = "http://localhost/imports/progress";
const EVERY_MS = 30;

/** The stream of somebody who has just signed in as a manager, and whether it has ended. */
async function listen(now = () => new Date()) {
  // Somebody administers, so that anybody else may be changed.
  await sessionIn(database, ADDRESS, "administrator", null);
  const request = new Request(ADDRESS, {
    headers: { Cookie: await sessionIn(database, ADDRESS, "manager", null) },
  });
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  let ends = 0;
  const stream = importEvents(gone.signal, {
    onEnd: () => (ends += 1),
    mayGoOn: () => maySee(database, request, MANAGERS, now()),
    everyMs: EVERY_MS,
  });
  let told = "";
  const ended = (async () => {
    const reader = stream.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      told += new TextDecoder().decode(piece.value);
    }
    return told;
  })();
  const afterSomeTurns = () => new Promise((resolve) => setTimeout(resolve, EVERY_MS * 8));
  await afterSomeTurns();
  expect(ends, "while nothing has changed").toBe(0);
  expect(told).toContain(": alive");
  return { request, ended, ends: () => ends, told: () => told, afterSomeTurns };
}

const ACCOUNT = "test-manager-";

describe("the stream of what is imported", () => {
  it("ends when the viewer signs out", async () => {
    const { request, ended, ends } = await listen();
    tellImport({ kind: "changed" });
    await signOut(database, request);
    expect(await ended).toContain('data: {"kind":"changed"}');
    expect(ends()).toBe(1);
    tellImport({ kind: "changed" });
  });

  it("ends when the account is disabled", async () => {
    const { ended } = await listen();
    await changeAccount(database, ACCOUNT, { disabled: true }, new Date());
    await ended;
    await changeAccount(database, ACCOUNT, { disabled: false }, new Date());
  });

  it("ends when the account has another role, whether or not its sessions do", async () => {
    const { ended } = await listen();
    const role = (to: string) =>
      database.db
        .updateTable("accounts")
        .set({ role: to as "manager" })
        .where("id", "=", ACCOUNT)
        .execute();
    await role("researcher");
    await ended;
    await role("manager");
  });

  it("ends when nobody has used the session for an hour, and is no use of it", async () => {
    let now = new Date();
    const used = () => database.db.selectFrom("sessions").select(["id", "updatedAt"]).orderBy("id").execute();
    const { ended } = await listen(() => now);
    const before = await used();
    now = new Date(now.getTime() + 61 * 60_000);
    await ended;
    expect(await used()).toEqual(before);
  });

  it("goes on while the database is away", async () => {
    const gone = new AbortController();
    let ends = 0;
    importEvents(gone.signal, {
      onEnd: () => (ends += 1),
      mayGoOn: () => Promise.reject(new Error("away")),
      everyMs: 5,
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(ends).toBe(0);
    gone.abort();
    expect(ends).toBe(1);
  });
});

import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import {
  addAccount,
  changeAccount,
  findLink,
  firstAdministratorLink,
  isAccountFault,
  makeLink,
  redeemLink,
} from "~/features/accounts/accounts.server";
import { openSession, signIn, viewerOf } from "~/features/accounts/sign-in.server";
import { testDatabase } from "../../support/database";

const database = await testDatabase();
const { db } = database;
const NOW = new Date();
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

const tokenOf = (path: string) => new URL(path, "http://localhost").searchParams.get("token") ?? "";
const request = (cookie = "") => new Request("http://localhost/", { headers: { Cookie: cookie } });

async function added(email: string) {
  const account = await addAccount(database, { email, name: "", role: "manager", annotator: null }, NOW);
  if (isAccountFault(account)) throw new Error(account.fault);
  return account;
}

describe("an account", () => {
  it("is none from the start: the first administrator has a link and no password", async () => {
    const first = await firstAdministratorLink(database, NOW);
    expect(tokenOf(first ?? "").length).toBeGreaterThan(40);
    expect(await db.selectFrom("credentials").selectAll().execute()).toEqual([]);
    const again = await firstAdministratorLink(database, NOW);
    expect(await findLink(database, tokenOf(first ?? ""), NOW), "of two links the later one").toBeUndefined();
    const redeemed = await redeemLink(
      database,
      { token: tokenOf(again ?? ""), password: "a long enough password", email: "First@Example.org" },
      NOW,
    );
    expect(isAccountFault(redeemed)).toBe(false);
    expect(await firstAdministratorLink(database, NOW)).toBeUndefined();
  });

  it("is one for an address, in whatever letters", async () => {
    await added("twice@example.org");
    const again = await addAccount(
      database,
      { email: "TWICE@example.org", name: "", role: "manager", annotator: null },
      NOW,
    );
    expect(isAccountFault(again)).toBe(true);
  });

  it("of an annotator belongs to one of the ledger, and no other role's does", async () => {
    const invite = (role: "annotator" | "manager", annotator: string | null) =>
      addAccount(database, { email: "x@example.org", name: "", role, annotator }, NOW);
    for (const account of [
      invite("annotator", null),
      invite("annotator", "nobody"),
      invite("manager", "one"),
    ]) {
      expect(isAccountFault(await account)).toBe(true);
    }
  });

  it("keeps an administrator among them", async () => {
    const { id } = await db
      .selectFrom("accounts")
      .select("id")
      .where("email", "=", "first@example.org")
      .executeTakeFirstOrThrow();
    expect(await changeAccount(database, id, { disabled: true }, NOW)).toHaveProperty("fault");
    expect(await changeAccount(database, id, { role: "manager", annotator: null }, NOW)).toHaveProperty(
      "fault",
    );
  });
});

describe("a link", () => {
  it("expires after a day and a half", async () => {
    const { id } = await added("slow@example.org");
    const token = tokenOf(await makeLink(database, id, NOW));
    expect(await findLink(database, token, later(35))).toBeDefined();
    expect(await findLink(database, token, later(37))).toBeUndefined();
  });
});

describe("a password", () => {
  it.each([
    ["eleven char", false],
    ["twelve chars", true],
    ["käse und brot zum abendessen, bitte 🧀", true],
    ["only small letters and blanks are fine".padEnd(128, "x"), true],
    ["y".repeat(20), false],
    // A letter is one however many numbers it is kept in.
    ["🧀🍞🫖🥕🌶🥨", false],
    ["🧀🍞🫖🥕🌶🥨🍋🫒🥖🍇🧄🫑", true],
    ["z1".repeat(65), false],
    ["password-of@example.org", false],
    // Among those that leaked most often, a variant of one, rows of keys, a repetition.
    ["unbelievable", false],
    ["Password123456!", false],
    ["1qaz2wsx3edc4rfv", false],
    ["letmeinletmein", false],
  ])("%j: %s", async (password, good) => {
    const email = "password-of@example.org";
    await db.deleteFrom("accounts").where("email", "=", email).execute();
    const { path } = await added(email);
    const redeemed = await redeemLink(database, { token: tokenOf(path), password, email: null }, NOW);
    expect(!isAccountFault(redeemed)).toBe(good);
    if (!good) return;
    expect((await signIn(database, request(), { email, password }, NOW)).kind).toBe("signed in");
    const shorter = { email, password: password.slice(0, -1) };
    expect((await signIn(database, request(), shorter, NOW)).kind, "nothing is cut off").toBe("refused");
  });
});

describe("a session", () => {
  it("ends after half an hour without use, and use keeps it for no longer than it has", async () => {
    const { id } = await added("idle@example.org");
    const headers = await openSession(database, request(), id);
    const cookie = headers?.getSetCookie()[0]?.split(";")[0] ?? "";
    const own = () => db.selectFrom("sessions").selectAll().where("userId", "=", id).executeTakeFirst();
    const usedAgo = (minutes: number) =>
      db
        .updateTable("sessions")
        .set({ updatedAt: new Date(Date.now() - minutes * 60_000) })
        .where("userId", "=", id)
        .execute();
    const before = await own();
    await usedAgo(29);
    expect(await viewerOf(database, request(cookie))).toMatchObject({ accountId: id });
    const after = await own();
    expect(Date.now() - Date.parse(after!.updatedAt)).toBeLessThan(60_000);
    expect(after!.expiresAt).toBe(before!.expiresAt);
    await usedAgo(31);
    expect(await viewerOf(database, request(cookie))).toBeUndefined();
    expect(await own(), "it is gone").toBeUndefined();
  });

  it("ends after twelve hours", async () => {
    const { id } = await added("session@example.org");
    await openSession(database, request(), id);
    const { expiresAt } = await db
      .selectFrom("sessions")
      .select("expiresAt")
      .where("userId", "=", id)
      .executeTakeFirstOrThrow();
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 12 * HOUR_MS)).toBeLessThan(60_000);
  });

  it("is nobody's when the account is kept out, though the cookie is good", async () => {
    const { id } = await added("out@example.org");
    const headers = await openSession(database, request(), id);
    const cookie = headers?.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await viewerOf(database, request(cookie)))?.accountId).toBe(id);
    await sql`update accounts set disabled_at = ${NOW} where id = ${id}`.execute(db);
    expect(await viewerOf(database, request(cookie))).toBeUndefined();
    expect(await openSession(database, request(), id)).toBeUndefined();
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { listAccess } from "db/queries/access-log";
import { findAccountByEmail } from "db/queries/accounts";
import { forToken } from "~/auth.server";
import { closeDatabase, shareDatabase } from "~/database.server";
import { ENDPOINTS } from "~/features/api/endpoints";
import { action as answerPeople } from "~/routes/_app.settings.people";
import { action as answerTokens } from "~/routes/_app.settings.tokens";
import { rowsOfTwoPeople } from "../../db/two-people";
import { testDatabase } from "../../support/database";
import { sessionIn } from "../../support/serve";

const database = await testDatabase();
const { db } = database;
const { one, other } = await rowsOfTwoPeople(db);
shareDatabase(database);
afterAll(closeDatabase);

const ORIGIN = "http://localhost";
const cookie = await sessionIn(database, ORIGIN, "administrator", null);

/** As an administrator sends the form of a page, with what the page then holds. */
async function send(
  page: typeof answerPeople | typeof answerTokens,
  fields: readonly (readonly [string, string])[],
) {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
  const request = new Request(ORIGIN, { method: "POST", headers: { Cookie: cookie }, body });
  return JSON.stringify(await page({ request, params: {}, context: {} }));
}

/** What a person reads of themselves and not of everybody, the latest first. */
const readBy = async (annotatorId: number) =>
  (await database.seenBy({ role: "annotator", annotatorId, accountId: "own" }, (own) => listAccess(own, 100)))
    .filter(({ everybody }) => !everybody)
    .map(({ viewer, kind, what, times }) => ({ viewer, kind, what, times }));

const changed = (what: string) => ({ viewer: "Test administrator", kind: "changed", what, times: 1 });

describe("an annotator", () => {
  it("reads that an account was made for them, a link to it, and a token, and each use of the token", async () => {
    await send(answerPeople, [
      ...([
        ["intent", "add"],
        ["email", "first@example.org"],
        ["name", "Ana"],
        ["role", "annotator"],
        ["annotator", "one"],
      ] as const),
    ]);
    const { id } = (await findAccountByEmail(db, "first@example.org"))!;
    await send(answerPeople, [
      ["intent", "link"],
      ["id", id],
    ]);
    const made = await send(answerTokens, [
      ["intent", "make"],
      ["accountId", id],
      ["name", "payroll"],
      ["days", "7"],
      ["scopes", "read:me"],
    ]);
    const token = /evh_[\w-]{43}/.exec(made)![0];
    const ask = () =>
      forToken(
        new Request(`${ORIGIN}/api/v1/me/report`, { headers: { Authorization: `Bearer ${token}` } }),
        ENDPOINTS.ownReport,
        () => Promise.resolve({}),
      );
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
    const { tokenId } = await db
      .selectFrom("apiTokens")
      .select("tokenId")
      .where("name", "=", "payroll")
      .executeTakeFirstOrThrow();
    await send(answerTokens, [
      ["intent", "revoke"],
      ["tokenId", tokenId],
    ]);
    expect((await ask()).status).toBe(401);
    expect(await readBy(one)).toEqual([
      changed("API token taken back: payroll"),
      {
        viewer: "token payroll, made by Test administrator",
        kind: "exported",
        what: "/api/v1/me/report by the API",
        times: 2,
      },
      changed("API token made: payroll, scopes read:me, for Ana"),
      changed("sign-in link made for Ana"),
      changed("account added, with a sign-in link: first@example.org, annotator"),
    ]);
    expect(await readBy(other)).toEqual([]);
  });

  it("reads that their account became another's", async () => {
    const { id } = (await findAccountByEmail(db, "first@example.org"))!;
    await send(answerPeople, [
      ["intent", "role"],
      ["id", id],
      ["role", "annotator"],
      ["annotator", "other"],
    ]);
    expect((await readBy(one))[0]).toEqual(changed("role of Ana: annotator"));
    expect(await readBy(other)).toEqual([changed("role of Ana: annotator")]);
  });

  it("reads nothing where nothing was done", async () => {
    const before = await db.selectFrom("accessLog").select("entryId").execute();
    await send(answerTokens, [
      ["intent", "revoke"],
      ["tokenId", "none"],
    ]);
    await send(answerPeople, [
      ["intent", "link"],
      ["id", "none"],
    ]);
    expect(await db.selectFrom("accessLog").select("entryId").execute()).toEqual(before);
  });
});

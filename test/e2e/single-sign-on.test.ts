import { sql } from "kysely";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import Provider from "oidc-provider";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const [here, there] = [await freePort(), await freePort()];
const PUBLIC_URL = `http://127.0.0.1:${here}`;
const ISSUER = `http://127.0.0.1:${there}`;

/** Whoever chose this address at the provider has not shown that it is theirs. */
const UNVERIFIED = "test-administrator-@tests.invalid";

/** An identity provider as an organisation has one, which knows everybody by the address that they give. */
const provider = new Provider(ISSUER, {
  clients: [
    {
      client_id: "evenhand",
      client_secret: "known to the two of them",
      redirect_uris: [`${PUBLIC_URL}/api/auth/callback/oidc`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      ...{ sub: id, email: id, name: "As the provider knows them" },
      email_verified: id !== UNVERIFIED,
    }),
  }),
});
const identities: Server = provider.listen(there, "127.0.0.1");
afterAll(() => new Promise((resolve) => identities.close(resolve).closeAllConnections()));

const app = await startApp({
  database: url,
  options: ["--port", String(here)],
  env: {
    PUBLIC_URL,
    OIDC_ISSUER: ISSUER,
    OIDC_CLIENT_ID: "evenhand",
    OIDC_CLIENT_SECRET: "known to the two of them",
  },
});
await app.signIn("manager");
const browser = await launchBrowser();
// The provider's own page for development brings a style sheet that its policy refuses.
const expectedErrors = [/127\.0\.0\.1.*favicon|Content Security Policy|Failed to load resource/];

/** Goes to the provider from the sign-in page and says there who one is. */
async function signInAs(email: string, next = "/") {
  const page = await openPage(browser, `${PUBLIC_URL}/sign-in?next=${encodeURIComponent(next)}`, {
    cookie: null,
    expectedErrors,
  });
  await page.getByRole("button", { name: /organisation/ }).click();
  await page.waitForURL(`${ISSUER}/interaction/**`);
  await page.locator('input[name="login"]').fill(email);
  await page.locator('input[name="password"]').fill("any");
  await page.locator('button[type="submit"]').click();
  await page.getByRole("button", { name: "Continue" }).click();
  return page;
}

describe("single sign-on", () => {
  it("lets in whom the organisation knows and an administrator has added, to where they wanted to go", async () => {
    const page = await signInAs("test-manager-@tests.invalid", "/quality");
    await page.waitForURL(`${PUBLIC_URL}/quality`);
    const linked = await db.selectFrom("credentials").selectAll().where("providerId", "=", "oidc").execute();
    expect(linked.map(({ userId }) => userId)).toEqual(["test-manager-"]);
    const [cookie] = await page.context().cookies(PUBLIC_URL);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  });

  it("keeps what the provider gave only as ciphertext", async () => {
    const { rows } = await sql<{ kept: string }>`
      select concat_ws(' ', access_token, id_token, refresh_token) as kept from credentials where provider_id = 'oidc'`.execute(
      db,
    );
    expect(rows[0]!.kept.length).toBeGreaterThan(20);
    expect(rows[0]!.kept).not.toMatch(/\bey[\w-]+\.ey/);
  });

  it("makes no account for whom nobody has added, and says so", async () => {
    const before = await db.selectFrom("accounts").select("id").execute();
    const page = await signInAs("stranger@elsewhere.example");
    await page.getByText("you have no account here yet").waitFor();
    expect(await db.selectFrom("accounts").select("id").execute()).toEqual(before);
  });

  it("takes an address that the provider has not verified for nobody's", async () => {
    const page = await signInAs(UNVERIFIED);
    await page.getByText("does not vouch for your address").waitFor();
    const linked = await db.selectFrom("credentials").select("userId").execute();
    expect(linked.map(({ userId }) => userId)).not.toContain("test-administrator-");
  });

  it("lets nobody in whom an administrator keeps out", async () => {
    await db
      .updateTable("accounts")
      .set({ disabledAt: "2026-01-01T00:00:00Z" })
      .where("id", "=", "test-manager-")
      .execute();
    const page = await signInAs("test-manager-@tests.invalid");
    await page.waitForURL(/sign-in|callback/);
    await page.goto(`${PUBLIC_URL}/overview`);
    await page.waitForURL(/\/sign-in/);
  });

  it("takes no answer that it did not ask for", async () => {
    const answer = await app.fetch("/api/auth/callback/oidc?code=made-up&state=made-up", { as: null });
    expect(answer.status).toBe(302);
    expect(new URL(answer.headers.get("Location") ?? "", PUBLIC_URL).origin).toBe(PUBLIC_URL);
    expect(answer.headers.getSetCookie().some((cookie) => /session_token=[^;]/.test(cookie))).toBe(false);
  });
});

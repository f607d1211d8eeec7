import { describe, expect, it } from "vitest";
import { runImport } from "~/features/imports/import.server";
import { isImportFault } from "~/features/imports/import-summary";
import { openSources } from "~/features/imports/source.server";
import { upload } from "../importers/reading";
import { startApp } from "../support/app";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const app = await startApp({ database: database.url, options: ["--demo"] });

const choose = (role: string) =>
  app.fetch("/sign-in", {
    method: "POST",
    as: null,
    body: new URLSearchParams({ intent: "demo", accountId: `demo-${role}`, next: "/" }),
  });

describe("choosing whom to be", () => {
  it("ends, for those who chose as well, when the first record of somebody real is in", async () => {
    const chosen = await choose("administrator");
    const cookie = chosen.headers.getSetCookie()[0]!.split(";")[0]!;
    const people = () => app.fetch("/settings/people", { headers: { Cookie: cookie } });
    expect((await people()).status).toBe(200);

    // Called as the demonstration calls its own.
    const file = upload("demonstration/judgments.csv", "annotator_id,item_id,answer\na,1,x\nb,1,y\n");
    const result = await runImport(database, openSources([file], { project: "real" }), {
      now: () => new Date(),
    });
    expect(isImportFault(result)).toBe(false);
    expect((await choose("manager")).status).toBe(403);
    expect((await people()).status).toBe(302);
  });
});

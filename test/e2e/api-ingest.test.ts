import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "~/features/api/endpoints";
import { apiOf, expectProblem, expectShape, printedJson } from "../support/api";
import { startApp } from "../support/app";
import { testDatabase } from "../support/database";

const { url } = await testDatabase();
const app = await startApp({ database: url });
await app.signIn("manager");
const { ask, newToken } = apiOf(app, () => "test-manager-");
const all = await newToken("manager", ["ingest", "read:imports"]);
const cli = (...words: readonly string[]) => printedJson(url, words);
const CSV = "annotator_id,item_id,answer\nN1,I1,yes\nN1,I2,no\nN2,I1,yes\n";

describe("sending records in", () => {
  const post = (body: string, query = "?name=small.csv&project=small") =>
    ask(all.token, `/api/v1/imports${query}`, { method: "POST", body });

  it("imports once, says so the second time, and takes it back out exactly", async () => {
    const before = await cli("report", "projects", "--format", "json");
    const first = (await expectShape(await post(CSV), ENDPOINTS.ingest)) as {
      import_id: number;
      imported: number;
    };
    expect(first.imported).toBe(3);
    const again = await expectShape(await post(CSV), ENDPOINTS.ingest);
    expect(again).toMatchObject({ rows: 3, imported: 0, unchanged: 3 });
    for (const { import_id } of [again as typeof first, first]) {
      const path = `/api/v1/imports/${import_id}`;
      await expectShape(await ask(all.token, path, { method: "DELETE" }), ENDPOINTS.undoImport);
      await expectProblem(await ask(all.token, path, { method: "DELETE" }), 409);
    }
    expect(await cli("report", "projects", "--format", "json")).toEqual(before);
  });

  it("keeps nothing of what cannot be read", async () => {
    await expectProblem(await post("\u0000\u0001\u0002"), 422);
    await expectProblem(await post(""), 422);
  });

  it("takes a file whose length nobody knows, as it is streamed", async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (const line of CSV.split(/(?<=\n)/)) controller.enqueue(new TextEncoder().encode(line));
        controller.close();
      },
    });
    const init = { method: "POST", body: chunks, duplex: "half" } as RequestInit;
    const done = (await expectShape(
      await ask(all.token, "/api/v1/imports?name=s.csv&project=s", init),
      ENDPOINTS.ingest,
    )) as {
      import_id: number;
    };
    await ask(all.token, `/api/v1/imports/${done.import_id}`, { method: "DELETE" });
  });
});

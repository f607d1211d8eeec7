import { afterAll, describe, expect, it, vi } from "vitest";
import { forViewer, streamForViewer } from "~/auth.server";
import { closeDatabase, shareDatabase } from "~/database.server";
import { ADMINISTRATORS, MANAGERS } from "~/domain/viewer";
import { log } from "~/log.server";
import { testDatabase } from "./support/database";
import { sessionIn } from "./support/serve";

const database = await testDatabase();
const { db } = database;
shareDatabase(database);
afterAll(closeDatabase);

const URL_OF_PAGE = "http://localhost/somewhere";
const cookie = await sessionIn(database, URL_OF_PAGE, "manager", null);
const asked = (init: { method?: string; headers?: Record<string, string> } = {}) =>
  new Request(URL_OF_PAGE, { ...init, headers: { ...init.headers, Cookie: cookie } });

/** What was written since the last look, in order. */
let seen = 0;
async function newLines() {
  const lines = await db
    .selectFrom("accessLog")
    .select(["entryId", "kind", "what", "annotator", "everybody", "accountId", "role"])
    .where("entryId", ">", seen)
    .orderBy("entryId")
    .execute();
  seen = lines.at(-1)?.entryId ?? seen;
  return lines.map(({ kind, what }) => `${kind}: ${what}`);
}

const EVERYBODY = { everybody: true } as const;
const AHEAD = [
  { "Sec-Purpose": "prefetch" },
  { "Sec-Purpose": "prefetch;prerender" },
  { Purpose: "prefetch" },
];

describe("the log of who looked", () => {
  it.each(AHEAD)("is written whatever a request says of itself: %o", async (headers) => {
    await forViewer(asked({ headers }), MANAGERS, ({ saw }) =>
      saw({ kind: "exported", what: "ranking as CSV", about: EVERYBODY }),
    );
    expect(await newLines()).toEqual(["exported: ranking as CSV"]);
    const sent = asked({ method: "POST", headers });
    await forViewer(sent, MANAGERS, () => Promise.resolve(null));
    expect(await newLines()).toEqual(["changed: /somewhere"]);
    await forViewer(sent, MANAGERS, ({ saw }) => saw({ kind: "changed", what: "a threshold", about: null }));
    expect(await newLines(), "in words once, and not by its address too").toEqual(["changed: a threshold"]);
  });

  it("says what was sent to where the work broke off, and may have changed something already", async () => {
    const failing = forViewer(asked({ method: "POST" }), MANAGERS, async ({ saw }) => {
      await saw({ kind: "changed", what: "import 3 taken out", about: null });
      throw new Error("counting anew failed");
    });
    const told = vi.spyOn(log, "error").mockReturnValue();
    await expect(failing).rejects.toMatchObject({ status: 500 });
    told.mockRestore();
    expect(await newLines()).toEqual(["changed: /somewhere, broken off"]);
    const refused = forViewer(asked({ method: "POST" }), MANAGERS, () => {
      throw new Response(null, { status: 404 });
    });
    await expect(refused).rejects.toMatchObject({ status: 404 });
    expect(await newLines(), "of what was refused").toEqual([]);
  });

  it("keeps the line of a reader who breaks off", async () => {
    let goOn = () => {};
    const left = new Promise<void>((resolve) => (goOn = resolve));
    const answer = await streamForViewer(asked(), MANAGERS, {}, async function* ({ saw }) {
      await saw({ kind: "exported", what: "rows", about: EVERYBODY });
      yield "the first piece";
      await left;
      yield "the second";
    });
    const reader = answer.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("the first piece");
    expect(await newLines(), "before the answer has ended").toEqual(["exported: rows"]);
    await reader.cancel();
    goOn();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(
      await db.selectFrom("accessLog").select("entryId").where("what", "=", "rows").execute(),
    ).toHaveLength(1);
  });
});

describe("the server's own log", () => {
  it("says who asked for what is not theirs", async () => {
    const warned = vi.spyOn(log, "warn").mockReturnValue();
    const refused = forViewer(asked({ method: "POST" }), ADMINISTRATORS, () => Promise.resolve(null));
    await expect(refused).rejects.toMatchObject({ status: 403 });
    expect(warned.mock.calls).toEqual([
      [
        {
          ...{ accountId: "test-manager-", viewer: "Test manager", role: "manager" },
          ...{ method: "POST", path: "/somewhere" },
        },
        "a viewer was refused",
      ],
    ]);
    warned.mockRestore();
    expect(await newLines(), "in the log of who looked, nothing").toEqual([]);
  });
});

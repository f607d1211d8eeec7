import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "db/client";
import { insertAccount } from "db/queries/accounts";
import { insertEndpoint, listOpenCrossings, setAlertRule } from "db/queries/alerts";
import { listDeliveries, listInbox, setMailSettings } from "db/queries/notices";
import type { Role } from "~/domain/viewer";
import type { Env } from "~/env.server";
import { deliverDue } from "~/features/alerts/deliver.server";
import { MOST_ATTEMPTS } from "~/features/alerts/due";
import { evaluateAlerts } from "~/features/alerts/evaluate.server";
import { replay } from "~/features/alerts/replay.server";
import { watchRest } from "~/features/alerts/rest-watch.server";
import type { AlertRule } from "~/features/alerts/rule";
import { loadRule, peopleOf } from "~/features/alerts/rules.server";
import { addressFault, postJson, webhookSecret } from "~/features/alerts/send.server";
import { testDatabase } from "../../support/database";
import { httpListener, mailServer } from "./servers";
import { goldFiles, importFiles } from "./small-ledger";

const smtp = await mailServer();
const hook = await httpListener();
const settings = { allowPrivateAddresses: true };

// What the environment would say; everything that sends is real.
vi.mock("~/env.server", async (original) => {
  const real = await original<{ env: () => Env }>();
  return {
    ...real,
    env: () => ({
      ...real.env(),
      smtp: smtp.url,
      mailFrom: "Evenhand <evenhand@tests.invalid>",
      ...settings,
    }),
  };
});

const database = await testDatabase();
const { db } = database;
const ORIGIN = "https://evenhand.example.org";
let at = Date.parse("2026-06-01T10:00:00Z");
const now = () => new Date((at += 1_000));
const pass = (minutes: number) => (at += minutes * 60_000);
const deliver = () => deliverDue(database, now, ORIGIN);

async function person(id: string, role: Role, annotator: string | null = null): Promise<void> {
  await insertAccount(db, { id, name: id, email: `${id}@tests.invalid`, role, annotator }, now());
}
await person("maren", "manager");
await person("rasheed", "researcher");

const webhook = {
  name: "Our hook",
  kind: "webhook" as const,
  url: `${hook.url}/hook`,
  createdAt: now(),
  createdBy: "Ada",
};
const endpointId = (await insertEndpoint(db, webhook)) ?? 0;
await insertEndpoint(db, { ...webhook, name: "Our channel", kind: "slack", url: `${hook.url}/slack` });

const RULE: AlertRule = {
  name: "Gold low",
  scope: "programme",
  subject: "",
  kind: "metric",
  measure: "gold-accuracy",
  op: "below",
  bound: 0.8,
  currency: null,
  severity: null,
  minimumN: 50,
  windowDays: 7,
  tells: ["manager", "researcher"],
  endpoints: [1, 2],
};

const keep = (rule: AlertRule) =>
  setAlertRule(db, null, {
    ...rule,
    tells: JSON.stringify(rule.tells),
    endpoints: JSON.stringify(rule.endpoints),
    changedAt: now(),
    changedBy: "Maren",
  });

const titles = async (accountId = "maren") => (await listInbox(db, accountId, 50)).map(({ title }) => title);
const log = async () =>
  (await listDeliveries(db, null, 50)).map(({ channel, status, heldFor }) => [channel, status, heldFor]);

beforeEach(async () => {
  await db.deleteFrom("notices").execute();
  await db.deleteFrom("alertRules").execute();
  smtp.mails.length = 0;
  hook.posts.length = 0;
  smtp.state.refuse = null;
  hook.state.status = 200;
  settings.allowPrivateAddresses = true;
});

describe("a rule", () => {
  it("tells nothing while chance could have it either way, tells once when it is sure, and once when it is over", async () => {
    const ruleId = await keep(RULE);
    // 78 %, and 82 %: both intervals cover 80 %.
    await importFiles(database, goldFiles("2026-06-01", { ana: [39, 11], ben: [39, 11] }), now);
    await importFiles(database, goldFiles("2026-06-09", { ana: [41, 9], ben: [41, 9] }), now);
    expect(await titles()).toEqual([]);
    await importFiles(database, goldFiles("2026-06-17", { ana: [30, 20], ben: [30, 20] }), now);
    expect(await titles()).toEqual(["Gold low: the programme"]);
    // The same again, and another look at the same: nothing new.
    await importFiles(database, goldFiles("2026-06-18", { ana: [30, 20], ben: [30, 20] }), now);
    await evaluateAlerts(db, now());
    await importFiles(database, goldFiles("2026-06-26", { ana: [41, 9], ben: [41, 9] }), now);
    expect(await titles()).toHaveLength(1);
    expect(await listOpenCrossings(db)).toMatchObject([{ ruleId, subject: "" }]);
    await importFiles(database, goldFiles("2026-07-04", { ana: [48, 2], ben: [48, 2] }), now);
    expect(await titles()).toEqual(["Gold low: the programme, resolved", "Gold low: the programme"]);
    expect(await listOpenCrossings(db)).toEqual([]);
    expect(await titles("rasheed"), "a researcher is told of patterns alone").toEqual([]);
  });

  it("tells in one notice of all whom one look found, and lets those read who were named", async () => {
    const people = Object.fromEntries(["cleo", "dan", "eva"].map((name) => [name, [20, 40] as const]));
    await importFiles(database, goldFiles("2026-08-03", people), now);
    const ruleId = await keep({ ...RULE, name: "Gold of one", scope: "annotator" });
    await evaluateAlerts(db, now());
    expect(await titles()).toEqual(["Gold of one: 3 annotators"]);
    const seen = await db.selectFrom("accessLog").select(["annotator", "kind", "what"]).execute();
    expect(seen.map(({ annotator }) => annotator).sort()).toEqual(["cleo", "dan", "eva"]);
    expect(seen[0]).toMatchObject({
      kind: "exported",
      what: 'alert "Gold of one" to manager, Our channel, Our hook',
    });
    const screen = await loadRule(database, ruleId);
    expect([...peopleOf(screen!)].sort(), "whom its screen names").toEqual(["cleo", "dan", "eva"]);
  });

  it("lets those read who were named in inboxes alone", async () => {
    await importFiles(database, goldFiles("2026-08-03", { fay: [20, 40] }), now);
    await keep({ ...RULE, name: "Within", scope: "annotator", endpoints: [] });
    await evaluateAlerts(db, now());
    const seen = await db
      .selectFrom("accessLog")
      .select("annotator")
      .where("what", "=", 'alert "Within" to manager')
      .execute();
    expect(seen.map(({ annotator }) => annotator)).toContain("fay");
  });

  it("says how often it would have fired, by the same measures", async () => {
    expect(await replay(db, RULE)).toMatch(
      /^It would have fired [1-9]\d* times?.* in the last 90 days of records/,
    );
    expect(await replay(db, { ...RULE, bound: 0.01 })).toMatch(
      /^It would have fired 0 times in the last 90 days/,
    );
    expect(
      await replay(db, { ...RULE, kind: "detector", measure: "task-drought", severity: "watch" }),
    ).toMatch(/fired 0 times in the 0 runs/);
  });

  it("is found crossed once by two programs that look at the same moment", async () => {
    const other = await connect(database.url, { max: 3 });
    await keep({ ...RULE, minimumN: 10, bound: 0.9 });
    await Promise.all([evaluateAlerts(db, now()), evaluateAlerts(other.db, now())]);
    await other.close();
    expect(await titles()).toEqual(["Gold low: the programme"]);
  });
});

describe("a notice", () => {
  const crossed = async () => {
    await keep({ ...RULE, minimumN: 10, bound: 0.9 });
    await evaluateAlerts(db, now());
  };

  it("reaches the mailbox, the webhook with a signature, and the channel, each once", async () => {
    await crossed();
    const other = await connect(database.url, { max: 3 });
    await Promise.all([deliver(), deliverDue(other, now, ORIGIN)]);
    await other.close();
    expect(smtp.mails.map(({ to }) => to)).toEqual([["maren@tests.invalid"]]);
    expect(smtp.mails[0]?.text).toContain("Subject: Gold low: the programme");
    expect(hook.posts.map(({ path }) => path).sort()).toEqual(["/hook", "/slack"]);
    const post = hook.posts.find(({ path }) => path === "/hook");
    const [, seconds, sent] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(post?.headers["evenhand-signature"])) ?? [];
    const made = createHmac("sha256", webhookSecret(database.place, endpointId));
    expect(sent).toBe(made.update(`${seconds}.${post?.body}`).digest("hex"));
    const told = JSON.parse(post?.body ?? "") as { readonly kind: string; readonly url: string };
    expect(told.kind).toBe("crossed");
    expect(told.url).toContain(ORIGIN);
    expect((await log()).every(([, status]) => status === "sent")).toBe(true);
    expect(await deliver()).toBe(0);
  });

  it("is held in quiet hours of its reader's place, and then comes with what else was held, as one", async () => {
    at = Date.parse("2026-09-01T20:30:00Z");
    await db
      .updateTable("accounts")
      .set({ display: "zone=Europe%2FBerlin" })
      .where("id", "=", "maren")
      .execute();
    const wishes = { accountId: "maren", mode: "at_once" as const, quietFrom: 22 * 60, quietTo: 7 * 60 };
    await setMailSettings(db, { ...wishes, digestHour: 8, digestWeekday: 1 });
    await crossed();
    await keep({ ...RULE, name: "Again", minimumN: 10, bound: 0.95, endpoints: [] });
    await evaluateAlerts(db, now());
    await deliver();
    expect(smtp.mails).toEqual([]);
    expect((await log()).filter(([channel]) => channel === "email")).toEqual([
      ["email", "waiting", "quiet hours"],
      ["email", "waiting", "quiet hours"],
    ]);
    at = Date.parse("2026-09-02T04:59:00Z");
    expect(await deliver()).toBe(0);
    at = Date.parse("2026-09-02T05:00:00Z");
    await deliver();
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.text).toContain("Subject: 2 notices from Evenhand");
  });

  it("waits for the digest where that was chosen, and is in the inbox at once", async () => {
    at = Date.parse("2026-09-07T09:00:00Z");
    const wishes = { accountId: "maren", mode: "weekly" as const, quietFrom: null, quietTo: null };
    await setMailSettings(db, { ...wishes, digestHour: 8, digestWeekday: 1 });
    await crossed();
    expect(await titles()).toHaveLength(1);
    await deliver();
    expect(smtp.mails).toEqual([]);
    at = Date.parse("2026-09-14T06:00:00Z");
    await deliver();
    expect(smtp.mails).toHaveLength(1);
    await setMailSettings(db, { ...wishes, mode: "at_once", digestHour: 8, digestWeekday: 1 });
  });

  it("is tried again, later each time, after what may pass; and not after what will not", async () => {
    hook.state.status = 503;
    smtp.state.refuse = 550;
    await crossed();
    await deliver();
    const states = async () => new Map((await log()).map(([channel, ...rest]) => [channel, rest]));
    const first = await states();
    expect([first.get("webhook"), first.get("email")]).toEqual([
      ["waiting", "another attempt"],
      ["failed", null],
    ]);
    expect(await deliver(), "not at once").toBe(0);
    pass(1);
    hook.state.status = 200;
    expect(await deliver()).toBe(2);
    expect((await states()).get("webhook")).toEqual(["sent", "another attempt"]);
    hook.posts.length = 0;
    hook.state.status = 404;
    await keep({ ...RULE, name: "Refused", minimumN: 10, bound: 0.95, tells: [] });
    await evaluateAlerts(db, now());
    await deliver();
    pass(24 * 60);
    await deliver();
    expect(hook.posts).toHaveLength(2);
  });

  it("is given up after so many attempts, with the last outcome in the log and no secret in it", async () => {
    hook.state.status = 500;
    await keep({ ...RULE, minimumN: 10, bound: 0.9, tells: [], endpoints: [endpointId] });
    await evaluateAlerts(db, now());
    for (let attempt = 0; attempt <= MOST_ATTEMPTS; attempt++) {
      await deliver();
      pass(7 * 60);
    }
    expect(hook.posts).toHaveLength(MOST_ATTEMPTS);
    const [delivery] = await listDeliveries(db, null, 1);
    expect(delivery).toMatchObject({ status: "failed", attempts: MOST_ATTEMPTS });
    expect(delivery?.outcome).toMatch(/^answered 500 after \d+ ms$/);
  });
});

describe("what leaves this server", () => {
  it.each([
    "http://example.org/hook",
    "https://user:password@example.org/hook",
    "https://127.0.0.1/hook",
    "https://10.0.0.8/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/hook",
    "https://[::ffff:10.0.0.1]/hook",
    "https://[fd00::1]/hook",
    "https://0x7f000001/hook",
    "https://2130706433/hook",
    "hook",
  ])("does not go to %s", async (address) => {
    settings.allowPrivateAddresses = false;
    expect(addressFault(address)).not.toBeNull();
    expect(await postJson(address, "{}", {})).toMatchObject({ kind: "permanent" });
  });

  it("does not go to a name that leads to this machine, though the name looks like any other", async () => {
    settings.allowPrivateAddresses = false;
    expect(addressFault("https://localhost/hook")).toBeNull();
    const outcome = await postJson("https://localhost/hook", "{}", {});
    expect(outcome.kind).toBe("permanent");
    expect(outcome.text).toContain("private network");
  });

  it("does not follow to where it is sent on", async () => {
    hook.state.status = 302;
    hook.state.location = `${hook.url}/elsewhere`;
    expect(await postJson(`${hook.url}/hook`, "{}", {})).toMatchObject({ kind: "permanent" });
    expect(hook.posts.map(({ path }) => path)).toEqual(["/hook"]);
    hook.state.location = "";
  });
});

describe("rest", () => {
  const START = Date.parse("2026-10-05T06:00:00Z");
  const file = (minutes: number) => ({
    "annotators.csv": "annotator_id,time_zone\nfay,Africa/Nairobi\n",
    "judgments.csv": [
      "judgment_id,annotator_id,item_id,project_id,answer,status,started_at,submitted_at,active_seconds",
      ...Array.from({ length: minutes / 10 }, (_, part) => {
        const from = new Date(START + part * 600_000).toISOString();
        const to = new Date(START + (part + 1) * 600_000).toISOString();
        return `r${part},fay,r${part},p,yes,approved,${from},${to},600`;
      }),
    ].join("\n"),
  });

  it("is told ahead to the person alone, and to managers only when it has been missed", async () => {
    at = START + 300 * 60_000;
    await importFiles(database, file(300), now);
    await person("fay", "annotator", "fay");
    expect(await titles("fay")).toEqual([]);
    at = START + 340 * 60_000;
    await importFiles(database, file(340), now);
    expect(await titles("fay")).toEqual(["A break is due soon"]);
    const [{ body } = { body: "" }] = await listInbox(db, "fay", 1);
    expect(body).toContain("Stopping by 5 Oct 2026, 15:00 (Africa/Nairobi)");
    await watchRest(db, now());
    expect(await titles("fay"), "once").toHaveLength(1);
    expect(await titles("maren")).toEqual([]);
    await deliver();
    expect(smtp.mails.map(({ to }) => to)).toEqual([["fay@tests.invalid"]]);
    expect(await listDeliveries(db, null, 9), "no manager reads of it in the log").toEqual([]);
    at = START + 400 * 60_000;
    await importFiles(database, file(400), now);
    expect(await titles("maren")).toEqual(["Rest was missed by 1 person"]);
    const [told] = await listInbox(db, "maren", 1);
    expect(told?.body).not.toContain("fay");
  });

  it("is not told of work that lies weeks back", async () => {
    at = Date.parse("2026-11-20T08:00:00Z");
    await db.deleteFrom("restNotices").execute();
    await watchRest(db, now());
    expect(await titles("maren")).toEqual([]);
    expect(await titles("fay")).toEqual([]);
  });
});

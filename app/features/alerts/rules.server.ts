import { z } from "zod";
import type { Database, Db } from "db/client";
import { isUrl } from "db/client";
import {
  deleteAlertRule,
  deleteEndpoint,
  findAlertRule,
  insertEndpoint,
  listAlertRules,
  listEndpoints,
  listNames,
  listOpenCrossings,
  setAlertRule,
} from "db/queries/alerts";
import { listProjectNames } from "db/queries/measures";
import { listDeliveries } from "db/queries/notices";
import { listTiers } from "db/queries/snapshots";
import { asUsual } from "~/conventions.server";
import { SEVERITIES } from "~/domain/finding";
import { WINDOWS_DAYS } from "~/domain/period";
import type { Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import { evaluateAlerts, mayKnow, ruleOf } from "./evaluate.server";
import { postNotice } from "./notice.server";
import { replay } from "./replay.server";
import { type AlertRule, ruleFault, ruleText, SCOPES, scopeText } from "./rule";
import { addressFault, webhookSecret } from "./send.server";

const SHOWN_DELIVERIES = 100;
const SHOWN_CROSSINGS = 200;

/** Every rule with what is open under it, where notices may go, and the log of deliveries. */
export async function loadAlerts({ db }: Database, viewer: Viewer) {
  const [rules, open, endpoints, deliveries] = await Promise.all([
    listAlertRules(db),
    listOpenCrossings(db),
    listEndpoints(db),
    listDeliveries(db, null, SHOWN_DELIVERIES),
  ]);
  return {
    rules: rules.map((kept) => ({
      ruleId: kept.ruleId,
      name: kept.name,
      text: ruleText(ruleOf(kept)),
      scope: scopeText(kept),
      open: open.filter(({ ruleId }) => ruleId === kept.ruleId).length,
      paused: kept.paused,
      changedAt: kept.changedAt,
      changedBy: kept.changedBy,
    })),
    // An address may be a secret by itself: only its host is shown.
    endpoints: endpoints.map(({ endpointId, name, kind, url }) => ({
      endpointId,
      name,
      kind,
      host: new URL(url).host,
    })),
    deliveries,
    sendsMail: env().smtp !== null,
    mayAddEndpoints: viewer.role === "administrator",
  };
}

export type Alerts = Awaited<ReturnType<typeof loadAlerts>>;
export type ShownDelivery = Alerts["deliveries"][number];

/** One rule to be changed, or a new one where `ruleId` is null; null where there is none of that number. */
export async function loadRule({ db }: Database, ruleId: number | null) {
  const [kept, open, endpoints, projects, tiers, deliveries] = await Promise.all([
    ruleId === null ? undefined : findAlertRule(db, ruleId),
    listOpenCrossings(db),
    listEndpoints(db),
    listProjectNames(db),
    listTiers(db, 0),
    ruleId === null ? [] : listDeliveries(db, ruleId, SHOWN_DELIVERIES),
  ]);
  if (ruleId !== null && !kept) return null;
  const own = open.filter((row) => row.ruleId === ruleId).slice(0, SHOWN_CROSSINGS);
  const names =
    kept?.scope === "annotator"
      ? await listNames(
          db,
          own.map(({ subject }) => subject),
        )
      : null;
  return {
    rule: kept ? { ...ruleOf(kept), ruleId: kept.ruleId, paused: kept.paused } : null,
    text: kept ? `${ruleText(ruleOf(kept))}, for ${scopeText(kept)}` : null,
    open: own.map(({ subject, crossedAt, reading }) => ({
      subject,
      label: names?.get(subject) ?? (subject || "the programme"),
      crossedAt,
      reading,
    })),
    endpoints: endpoints.map(({ endpointId, name }) => ({ endpointId, name })),
    projects: projects.map(({ sourceId, name }) => ({ value: sourceId, label: name ?? sourceId })),
    tiers: tiers.flatMap(({ tier }) => (tier === null ? [] : [{ value: tier, label: tier }])),
    deliveries,
    sendsMail: env().smtp !== null,
  };
}

export type RuleScreen = NonNullable<Awaited<ReturnType<typeof loadRule>>>;

/** Whom the screen of a rule names, by the source's ids. */
export const peopleOf = ({ rule, open }: RuleScreen): readonly string[] =>
  rule?.scope === "annotator"
    ? [...new Set([rule.subject, ...open.map(({ subject }) => subject)])].filter(Boolean)
    : [];

const number = (text: string | undefined): number | null =>
  text === undefined || text.trim() === "" ? null : Number(text);

const FORM = z.object({
  name: z.string().trim().min(3, "Give the rule a name of a few letters.").max(80),
  scope: z.enum(SCOPES),
  subject: z.string().trim().max(200).default(""),
  measure: z.string().regex(/^(metric|detector):[a-z0-9-]+$/, "Choose what is watched."),
  op: z.enum(["above", "below"]),
  bound: z.string().optional(),
  currency: z.string().trim().toUpperCase().max(3).optional(),
  severity: z.enum(SEVERITIES).optional(),
  minimumN: z.coerce.number().int().min(1, "The least n is at least 1.").max(1e9),
  windowDays: z.coerce.number().refine((days) => WINDOWS_DAYS.some((offered) => offered === days)),
});

const ROLES_TOLD = ["manager", "administrator", "researcher"] as const;

/** The rule that a form describes, or a sentence that says what is wrong with it. */
export function readRule(form: FormData): AlertRule | string {
  const parsed = FORM.safeParse(Object.fromEntries([...form].filter(([, value]) => value !== "")));
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "The rule cannot be read.";
  const { measure: chosen, bound, currency, severity, ...rest } = parsed.data;
  const [kind, measure = ""] = chosen.split(":");
  const isMetric = kind === "metric";
  const rule: AlertRule = {
    ...rest,
    subject: rest.scope === "programme" ? "" : rest.subject,
    kind: isMetric ? "metric" : "detector",
    measure,
    bound: isMetric ? number(bound) : null,
    currency: isMetric && measure.startsWith("hourly-") ? (currency ?? null) : null,
    severity: isMetric ? null : (severity ?? "watch"),
    tells: ROLES_TOLD.filter((role) => form.getAll("tells").includes(role)),
    endpoints: form.getAll("endpoints").map(Number).filter(Number.isInteger),
  };
  return ruleFault(rule) ?? rule;
}

export type RuleAnswer =
  | { readonly kind: "fault"; readonly text: string }
  | { readonly kind: "preview" | "sent"; readonly text: string }
  | { readonly kind: "done"; readonly to: string };

const fault = (text: string): RuleAnswer => ({ kind: "fault", text });

/** Previews, keeps, pauses, removes or tries a rule, as the form's button says. */
export async function answerRule(
  database: Database,
  viewer: Viewer,
  ruleId: number | null,
  form: FormData,
  now: Date,
): Promise<RuleAnswer> {
  const { db } = database;
  const intent = form.get("intent");
  if (intent === "delete" && ruleId !== null) {
    await deleteAlertRule(db, ruleId);
    return { kind: "done", to: "/settings/alerts" };
  }
  const rule = readRule(form);
  if (typeof rule === "string") return fault(rule);
  if (intent === "preview") return { kind: "preview", text: await replay(db, rule) };
  if (intent === "test") {
    await asUsual(() => sendTest(db, rule, now));
    return { kind: "sent", text: "A test notice is on its way to everybody and every endpoint chosen here." };
  }
  const kept = await setAlertRule(db, ruleId, {
    ...rule,
    tells: JSON.stringify(rule.tells),
    endpoints: JSON.stringify(rule.endpoints),
    paused: form.get("paused") === "yes",
    changedAt: now,
    changedBy: viewer.name,
  });
  await evaluateAlerts(db, now);
  return { kind: "done", to: `/settings/alerts/${kept}` };
}

async function sendTest(db: Db, rule: AlertRule, now: Date): Promise<void> {
  const endpoints = (await listEndpoints(db)).filter(({ endpointId }) => rule.endpoints.includes(endpointId));
  await postNotice(
    db,
    {
      kind: "test",
      title: `Test: ${rule.name}`,
      body: `${ruleText(rule)}, for ${scopeText(rule)}.\nThis is a test; nothing has crossed.`,
      href: "/settings/alerts",
    },
    { accounts: ({ role }) => rule.tells.includes(role) && mayKnow(rule, role), endpoints },
    now,
  );
}

const ENDPOINT = z.object({
  name: z.string().trim().min(2, "Give the endpoint a name.").max(60),
  kind: z.enum(["webhook", "slack"]),
  url: z.string().trim().max(2_000),
});

/** Adds or removes an address that notices go to. The secret that signs for a webhook is shown once it is made. */
export async function answerEndpoints(database: Database, viewer: Viewer, form: FormData, now: Date) {
  if (form.get("intent") === "remove") {
    await deleteEndpoint(database.db, Number(form.get("endpointId")));
    return { done: "The endpoint was removed; what waited for it is not sent." };
  }
  const parsed = ENDPOINT.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "The endpoint cannot be read." };
  const wrong = addressFault(parsed.data.url);
  if (wrong !== null) return { fault: wrong };
  const values = { ...parsed.data, createdAt: now, createdBy: viewer.name };
  const endpointId = await insertEndpoint(database.db, values);
  if (endpointId === undefined) return { fault: "There is an endpoint of that name." };
  if (parsed.data.kind === "slack") return { done: `${parsed.data.name} was added.` };
  const folder = isUrl(database.place) ? env().folder : database.place;
  return {
    done: `${parsed.data.name} was added. Its notices carry the header Evenhand-Signature, t=<seconds>,v1=<HMAC-SHA-256 of "seconds.body">, made with this secret:`,
    secret: webhookSecret(folder, endpointId),
  };
}

import type { Database } from "db/client";
import { isUrl } from "db/client";
import { findAccount } from "db/queries/accounts";
import { findEndpoint } from "db/queries/alerts";
import { claimDeliveries, type ClaimedDelivery, setDelivered } from "db/queries/notices";
import { env } from "~/env.server";
import { log } from "~/log.server";
import { MOST_ATTEMPTS, waitAfter } from "./due";
import { mailOf, slackBody, webhookBody } from "./message";
import { postJson, sendMail, type SendOutcome, signature, webhookSecret } from "./send.server";

const AT_ONCE = 50;
/** Longer than any attempt takes: a claim that is older belongs to a program that died. */
const CLAIM_MS = 5 * 60_000;

/** Sends what is due, each delivery once however many servers run; gives how many were attempted. */
export async function deliverDue(database: Database, clock: () => Date, origin: string): Promise<number> {
  const now = clock();
  const claimed = await claimDeliveries(database.db, now, new Date(now.getTime() + CLAIM_MS), AT_ONCE);
  for (const together of parcels(claimed)) {
    const outcome = await send(database, together, clock, origin);
    await keep(database, together, outcome, clock());
  }
  return claimed.length;
}

/** Mail to one person goes as one; endpoints get each notice by itself. */
function parcels(claimed: readonly ClaimedDelivery[]): readonly (readonly ClaimedDelivery[])[] {
  const mails = new Map<string, ClaimedDelivery[]>();
  const others: ClaimedDelivery[][] = [];
  for (const delivery of claimed) {
    if (delivery.accountId === null) others.push([delivery]);
    else mails.set(delivery.accountId, [...(mails.get(delivery.accountId) ?? []), delivery]);
  }
  return [...mails.values(), ...others];
}

async function send(
  database: Database,
  together: readonly ClaimedDelivery[],
  clock: () => Date,
  origin: string,
): Promise<SendOutcome> {
  const [first] = together;
  if (first === undefined) throw new RangeError("There is nothing to send.");
  if (first.accountId !== null) {
    const account = await findAccount(database.db, first.accountId);
    if (!account || account.disabledAt !== null) return { kind: "permanent", text: "the account is closed" };
    return sendMail(account.email, mailOf(together, origin), `notice-${first.deliveryId}`);
  }
  const endpoint = await findEndpoint(database.db, first.endpointId ?? 0);
  if (!endpoint) return { kind: "permanent", text: "the endpoint was removed" };
  if (endpoint.kind === "slack") return postJson(endpoint.url, slackBody(first, origin), {});
  const body = webhookBody(first, origin);
  const secret = webhookSecret(isUrl(database.place) ? env().folder : database.place, endpoint.endpointId);
  return postJson(endpoint.url, body, {
    "Evenhand-Signature": signature(secret, clock(), body),
    "Evenhand-Delivery": String(first.deliveryId),
  });
}

async function keep(
  { db }: Database,
  together: readonly ClaimedDelivery[],
  { kind, text }: SendOutcome,
  at: Date,
): Promise<void> {
  const ids = together.map(({ deliveryId }) => deliveryId);
  const attempts = Math.max(...together.map((delivery) => delivery.attempts));
  if (kind === "sent") return setDelivered(db, ids, { status: "sent", outcome: text, at });
  log.warn({ deliveries: ids, attempts, outcome: text }, "a notice was not delivered");
  if (kind === "permanent" || attempts >= MOST_ATTEMPTS) {
    return setDelivered(db, ids, { status: "failed", outcome: text, at });
  }
  const dueAt = new Date(at.getTime() + waitAfter(attempts) * 1_000);
  return setDelivered(db, ids, { status: "waiting", outcome: text, at, dueAt });
}

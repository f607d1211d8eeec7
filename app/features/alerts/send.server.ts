import { createHmac } from "node:crypto";
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { createTransport } from "nodemailer";
import { env } from "~/env.server";
import { secretIn } from "~/secret.server";
import type { Mail } from "./message";

/** How an attempt ended, in words without any secret. A permanent fault is not tried again. */
export interface SendOutcome {
  readonly kind: "sent" | "transient" | "permanent";
  readonly text: string;
}

const PATIENCE_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1_024;

/** Sends one mail. `id` makes its Message-ID, so that a mail sent twice over a broken answer is seen to be one. */
export async function sendMail(to: string, mail: Mail, id: string): Promise<SendOutcome> {
  const { smtp, mailFrom } = env();
  if (smtp === null || mailFrom === null) return { kind: "permanent", text: "no mail server is set up" };
  const transport = createTransport({
    url: smtp,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const domain = mailFrom.split("@").at(-1)?.replace(/>$/, "") ?? "localhost";
    const sent = await transport.sendMail({ from: mailFrom, to, ...mail, messageId: `<${id}@${domain}>` });
    return { kind: "sent", text: `taken by the mail server: ${sent.response.slice(0, 80)}` };
  } catch (error) {
    return smtpFault(error);
  } finally {
    transport.close();
  }
}

function smtpFault(error: unknown): SendOutcome {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  // A code of 500 and more refuses for good; what concerns the way there may pass.
  const isPermanent = responseCode !== undefined && responseCode >= 500 && code !== "EAUTH";
  const text =
    responseCode === undefined ? "the mail server was not reached" : `refused with ${responseCode}`;
  return { kind: isPermanent ? "permanent" : "transient", text: code ? `${text} (${code})` : text };
}

/** What signs the bodies of one webhook: made from this installation's secret, so that it is kept nowhere else. */
export function webhookSecret(folder: string, endpointId: number): string {
  return createHmac("sha256", secretIn(folder)).update(`webhook ${endpointId}`).digest("base64url");
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`, so that an old body cannot be sent again as new. */
export function signature(secret: string, at: Date, body: string): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

/** A sentence where an address is none that may be written to; null where it may. Names are looked at when sent to. */
export function addressFault(address: string): string | null {
  if (!URL.canParse(address)) return "Write the whole address: https://…";
  const { protocol, hostname, username, password } = new URL(address);
  const isOpen = env().allowPrivateAddresses;
  if (protocol !== "https:" && !(isOpen && protocol === "http:")) return "The address begins with https://.";
  if (username !== "" || password !== "")
    return "An address with a password in it would be written into logs.";
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(literal) && !isPublic(literal)) return PRIVATE;
  return null;
}

const PRIVATE = "The address lies in a private network, which this server may not write to.";

/** Whether an address is of the open internet: neither of this machine, nor of a network behind it. */
export const isPublic = (address: string): boolean =>
  env().allowPrivateAddresses || ipaddr.process(address).range() === "unicast";

class PrivateAddress extends Error {
  readonly code = "EPRIVATE";
}

/** Resolves a name as ever, and gives no address that is not public: the connection is made to what was looked at. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "");
    const open = addresses.filter(({ address }) => isPublic(address));
    const [first] = open;
    if (first === undefined || open.length < addresses.length) return callback(new PrivateAddress(), "");
    if (options.all) return callback(null, open);
    return callback(null, first.address, first.family);
  });
};

/** Posts JSON within ten seconds, to public addresses only, and follows no redirection. */
export async function postJson(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<SendOutcome> {
  const fault = addressFault(address);
  if (fault !== null) return { kind: "permanent", text: fault };
  const url = new URL(address);
  const started = performance.now();
  return new Promise((resolve) => {
    const { request } = url.protocol === "https:" ? https : http;
    const sending = request(
      url,
      {
        method: "POST",
        lookup: lookupPublic,
        signal: AbortSignal.timeout(PATIENCE_MS),
        agent: false,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
          "User-Agent": "Evenhand",
          ...headers,
        },
      },
      (answer) => {
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_ANSWER_BYTES) answer.destroy();
        });
        answer.on("error", () => undefined);
        answer.on("close", () => resolve(answered(answer.statusCode ?? 0, performance.now() - started)));
      },
    );
    sending.on("error", (error: NodeJS.ErrnoException) => resolve(unreached(error)));
    sending.end(body);
  });
}

function answered(status: number, ms: number): SendOutcome {
  const text = `answered ${status} after ${Math.round(ms)} ms`;
  if (status >= 200 && status < 300) return { kind: "sent", text };
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429 || status === 0;
  return { kind: mayPass ? "transient" : "permanent", text };
}

function unreached(error: NodeJS.ErrnoException): SendOutcome {
  if (error instanceof PrivateAddress) return { kind: "permanent", text: PRIVATE };
  const why = error.name === "TimeoutError" || error.name === "AbortError" ? "no answer in time" : error.code;
  return { kind: "transient", text: `not reached (${why ?? "unknown fault"})` };
}

import type { NextFunction, Request, RequestHandler, Response } from "express";
import ipaddr from "ipaddr.js";
import { randomBytes } from "node:crypto";
import { LOOPBACK, env } from "./env.server";
import { ADDRESS_HEADER, isSecure } from "./features/accounts/library.server";
import { endpointsAt } from "./features/api/endpoints";
import { PROBLEM_TYPE, Refusal, problemOf } from "./features/api/problem";

/** Everything but uploads is a form of a few fields. */
const LARGEST_FORM_BYTES = 1_000_000;
const UPLOADS = new Set(["/imports", "/imports.data", "/api/v1/imports"]);

/** So long a form may take to arrive; a file takes as long as it takes. */
const SLOWEST_FORM_MS = 60_000;

/** In the order in which a request passes them. */
export const GUARDS: readonly RequestHandler[] = [
  nameSender,
  refuseStrangeHosts,
  refuseOddRequests,
  refuseCrossSite,
  boundBody,
  addHeaders,
  refuseUnknownEndpoints,
];

/** Who sends, by an address that a client cannot make up; nobody where it is not known. */
function nameSender(request: Request, _response: Response, next: NextFunction): void {
  request.headers[ADDRESS_HEADER] = senderOf(
    request.socket.remoteAddress,
    request.headers["x-forwarded-for"],
    env().publicUrl !== null,
  );
  next();
}

/**
 * The address of the connection; behind a proxy, which is on this machine or in its own network, what the proxy added
 * last to what it was told. A proxy that says nothing leaves the sender unknown: its own address would be everybody's.
 */
export function senderOf(
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  isProxied: boolean,
): string {
  if (peer === undefined || !isProxied || isPublicAddress(peer)) return peer ?? "";
  const last = [forwardedFor ?? ""].flat().join(",").split(",").at(-1)!.trim();
  return ipaddr.isValid(last) ? last : "";
}

const isPublicAddress = (address: string): boolean => ipaddr.process(address).range() === "unicast";

/** What no page and no program here asks: another method, an address that no record can have. */
function refuseOddRequests(request: Request, response: Response, next: NextFunction): void {
  if (/%00/.test(request.originalUrl)) {
    return refuse(request, response, 400, "An address has no NUL in it.");
  }
  if (isForProgram(request) || METHODS.includes(request.method)) return next();
  response.set("Allow", METHODS.join(", "));
  refuse(request, response, 405, "This is not asked for in that way.");
}

const METHODS: readonly string[] = ["GET", "HEAD", "POST"];

/** A name that somebody lets point to this machine must not make a browser read what only this machine may. */
function refuseStrangeHosts(request: Request, response: Response, next: NextFunction): void {
  const { publicUrl, host } = env();
  const asked = request.headers.host ?? "";
  const known =
    publicUrl === null
      ? !LOOPBACK.has(host) || (LOOPBACK.has(asked.replace(/:\d+$/, "")) && !isForwarded(request))
      : asked === new URL(publicUrl).host;
  if (known) return next();
  refuse(request, response, 421, "This server does not answer to that name. Set PUBLIC_URL to it.");
}

/** A proxy on this machine brings others to where only this machine is meant to be, by whatever name it asks. */
const isForwarded = ({ headers }: Request): boolean =>
  ["forwarded", "x-forwarded-for", "x-real-ip"].some((name) => headers[name] !== undefined);

/** A page of another site must not act in the name of whoever looks at it. */
function refuseCrossSite(request: Request, response: Response, next: NextFunction): void {
  if (request.method === "GET" || request.method === "HEAD" || isOwnPage(request)) return next();
  refuse(request, response, 403, "This came from another site and was refused.");
}

/** Browsers say where a request comes from; what says nothing is no browser, and has no cookie of one. */
function isOwnPage({ headers }: Request): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (headers.origin !== undefined) {
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  }
  return site !== undefined || headers.cookie === undefined;
}

function boundBody(request: Request, response: Response, next: NextFunction): void {
  if (request.method === "GET" || request.method === "HEAD" || UPLOADS.has(request.path)) return next();
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding !== undefined && length === undefined) {
    refuse(request, response, 411, "Say how long the request is.");
  } else if (Number(length ?? 0) > LARGEST_FORM_BYTES) {
    refuse(request, response, 413, "This is longer than any form here.");
  } else {
    const patience = setTimeout(() => request.destroy(), SLOWEST_FORM_MS);
    request.once("end", () => clearTimeout(patience));
    response.once("close", () => clearTimeout(patience));
    next();
  }
}

/** The policy of pages, with a nonce, is added where they are rendered. */
function addHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set({
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  });
  if (isSecure()) response.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  // Nothing that a program asks for is to be opened as a page.
  if (isForProgram(request)) response.set("Content-Disposition", 'attachment; filename="answer.json"');
  if (!request.path.startsWith("/assets/")) response.set("Cache-Control", "no-store");
  next();
}

/** What is no endpoint of the API, or not asked for in its way, is a problem and not a page. */
function refuseUnknownEndpoints(request: Request, response: Response, next: NextFunction): void {
  if (!isForProgram(request) || request.path === "/api/v1/openapi.json") return next();
  const here = endpointsAt(request.path);
  const asked = request.method === "HEAD" ? "get" : request.method.toLowerCase();
  if (here.some(({ method }) => method === asked)) return next();
  if (here.length === 0)
    return refuse(request, response, 404, "There is no such endpoint: see /api/v1/openapi.json.");
  const methods = here.map(({ method }) => method.toUpperCase()).join(", ");
  response.set("Allow", methods);
  refuse(request, response, 405, `This is asked for by ${methods}.`);
}

/** Routes are found in whatever letters. */
const isForProgram = ({ path }: Request): boolean => path.toLowerCase().startsWith("/api/v1/");

/** A sentence for people, a problem for programs. */
function refuse(request: Request, response: Response, status: number, sentence: string): void {
  response.status(status);
  if (!isForProgram(request)) return void response.type("text/plain").send(`${sentence}\n`);
  const problem = problemOf(new Refusal(status, sentence), randomBytes(6).toString("hex"));
  response.set("Content-Type", PROBLEM_TYPE).send(JSON.stringify(problem));
}

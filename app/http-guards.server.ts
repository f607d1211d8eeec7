import type { NextFunction, Request, RequestHandler, Response } from "express";
import { randomBytes } from "node:crypto";
import { LOOPBACK, env } from "./env.server";
import { ADDRESS_HEADER, isSecure } from "./features/accounts/library.server";
import { endpointsAt } from "./features/api/endpoints";
import { PROBLEM_TYPE, Refusal, problemOf } from "./features/api/problem";

/** Everything but uploads is a form of a few fields. */
const LARGEST_FORM_BYTES = 1_000_000;
const UPLOADS = new Set(["/imports", "/imports.data", "/api/v1/imports"]);

/** In the order in which a request passes them. */
export const GUARDS: readonly RequestHandler[] = [
  nameSender,
  refuseStrangeHosts,
  refuseCrossSite,
  boundBody,
  addHeaders,
  refuseUnknownEndpoints,
];

/** The address of the connection, which a client cannot make up. */
function nameSender(request: Request, _response: Response, next: NextFunction): void {
  request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? "";
  next();
}

/** A name that somebody lets point to this machine must not make a browser read what only this machine may. */
function refuseStrangeHosts(request: Request, response: Response, next: NextFunction): void {
  const { publicUrl, host } = env();
  const asked = request.headers.host ?? "";
  const known =
    publicUrl === null
      ? !LOOPBACK.has(host) || LOOPBACK.has(asked.replace(/:\d+$/, ""))
      : asked === new URL(publicUrl).host;
  if (known) return next();
  refuse(request, response, 421, "This server does not answer to that name. Set PUBLIC_URL to it.");
}

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
  } else next();
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
  if (isSecure()) response.set("Strict-Transport-Security", "max-age=31536000");
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

const isForProgram = ({ path }: Request): boolean => path.startsWith("/api/v1/");

/** A sentence for people, a problem for programs. */
function refuse(request: Request, response: Response, status: number, sentence: string): void {
  response.status(status);
  if (!isForProgram(request)) return void response.type("text/plain").send(`${sentence}\n`);
  const problem = problemOf(new Refusal(status, sentence), randomBytes(6).toString("hex"));
  response.set("Content-Type", PROBLEM_TYPE).send(JSON.stringify(problem));
}

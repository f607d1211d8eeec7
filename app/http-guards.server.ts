import type { NextFunction, Request, RequestHandler, Response } from "express";
import { LOOPBACK, env } from "./env.server";
import { ADDRESS_HEADER, isSecure } from "./features/accounts/library.server";

/** Everything but uploads is a form of a few fields. */
const LARGEST_FORM_BYTES = 1_000_000;
const UPLOADS = new Set(["/imports", "/imports.data"]);

/** In the order in which a request passes them. */
export const GUARDS: readonly RequestHandler[] = [
  nameSender,
  refuseStrangeHosts,
  refuseCrossSite,
  boundBody,
  addHeaders,
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
  response
    .status(421)
    .type("text/plain")
    .send("This server does not answer to that name. Set PUBLIC_URL to it.\n");
}

/** A page of another site must not act in the name of whoever looks at it. */
function refuseCrossSite(request: Request, response: Response, next: NextFunction): void {
  if (request.method === "GET" || request.method === "HEAD" || isOwnPage(request)) return next();
  response.status(403).type("text/plain").send("This came from another site and was refused.\n");
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
    response.status(411).type("text/plain").send("Say how long the request is.\n");
  } else if (Number(length ?? 0) > LARGEST_FORM_BYTES) {
    response.status(413).type("text/plain").send("This is longer than any form here.\n");
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

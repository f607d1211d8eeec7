import { createRequestHandler } from "@remix-run/express";
import { type ServerBuild, installGlobals } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { beginConventions } from "./conventions.server";
import { env } from "./env.server";
import { REQUEST_HEADER } from "./failure.server";
import { GUARDS } from "./http-guards.server";
import { log } from "./log.server";

// Single fetch needs the platform's own fetch; this comes before anything that makes a request or response.
installGlobals({ nativeFetch: true });

const YEAR_MS = 365 * 86_400_000;

/** The web application: static files, then Remix. `clientFolder` is `build/client`. */
export function createApp(build: ServerBuild, clientFolder: string): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(beginRequest, ...GUARDS, beginConventions);
  app.use(
    compression({
      filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
    }),
  );
  app.use(
    "/assets",
    express.static(`${clientFolder}/assets`, { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  );
  app.use(express.static(clientFolder, { maxAge: 3_600_000, index: false }));
  const answer = createRequestHandler({ build, mode: env().mode });
  app.all("*", (request, response, next) => void answer(request, response, next));
  return app;
}

/** Gives a request the id by which it is found in the log. */
function beginRequest(request: Request, response: Response, next: NextFunction): void {
  const id = randomBytes(6).toString("hex");
  const started = performance.now();
  request.headers[REQUEST_HEADER] = id;
  response.setHeader("X-Request-Id", id);
  response.on("finish", () => {
    const ms = Math.round(performance.now() - started);
    const { method, path } = request;
    if (!path.startsWith("/assets/"))
      log.debug({ id, method, path, status: response.statusCode, ms }, "request");
  });
  next();
}

const isEventStream = (response: Response) =>
  String(response.getHeader("Content-Type") ?? "").startsWith("text/event-stream");

/** Listens, and gives the port that was taken: port 0 takes a free one. */
export function listen(app: Express, host: string, port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host);
    // An upload takes as long as it takes; what else is sent is bounded by the guards.
    server.requestTimeout = 0;
    server.once("error", reject);
    server.once("listening", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : port });
    });
  });
}

/** Stops taking requests, lets those under way end, and gives long-lived streams up after a moment. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}

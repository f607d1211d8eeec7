import { createRequestHandler } from "@remix-run/express";
import { type ServerBuild, installGlobals } from "@remix-run/node";
import compression from "compression";
import express, { type Express } from "express";
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { beginConventions } from "./conventions.server";
import { env } from "./env.server";
import { GUARDS } from "./http-guards.server";
import { log } from "./log.server";

// Single fetch needs the platform's own fetch; this comes before anything that makes a request or response.
installGlobals({ nativeFetch: true });

const YEAR_MS = 365 * 86_400_000;

/** The web application: static files, then Remix. `clientFolder` is `build/client`. */
export function createApp(build: ServerBuild, clientFolder: string): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(...GUARDS, beginConventions);
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
  app.use((request, response, next) => {
    const id = randomUUID();
    const started = performance.now();
    response.setHeader("X-Request-Id", id);
    response.on("finish", () => {
      const ms = Math.round(performance.now() - started);
      log.debug(
        { id, method: request.method, path: request.path, status: response.statusCode, ms },
        "request",
      );
    });
    next();
  });
  const answer = createRequestHandler({ build, mode: env().mode });
  app.all("*", (request, response, next) => void answer(request, response, next));
  return app;
}

const isEventStream = (response: express.Response) =>
  String(response.getHeader("Content-Type") ?? "").startsWith("text/event-stream");

/** Listens, and gives the port that was taken: port 0 takes a free one. */
export function listen(app: Express, host: string, port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host);
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

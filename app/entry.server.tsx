import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { randomBytes } from "node:crypto";
import { renderToPipeableStream } from "react-dom/server";
import { env } from "~/env.server";
import { REQUEST_HEADER } from "~/failure.server";
import { log } from "~/log.server";
import { PageStream } from "~/page-stream.server";
import { PageContext } from "~/ui/page-context";

/** After this long the stream is cut; loaders have their own, shorter limits. */
export const streamTimeout = 10_000;

const errorIds = new WeakMap<Request, string>();

/** Every surprise in a loader, an action or a render: one line in the log, its id on the page. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  // An answer of a loader or an action is in the log already.
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const id = request.headers.get(REQUEST_HEADER) ?? "";
  errorIds.set(request, id);
  log.error({ err: error, errorId: id, path: new URL(request.url).pathname }, "a page failed");
}

/** Streams the page: people get the frame at once, programs that index get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  _load: AppLoadContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  const whole = isbot(request.headers.get("user-agent") ?? "") || context.isSpaMode;
  return new Promise((resolve, reject) => {
    let shellSent = false;
    let code = status;
    const answer = () => {
      shellSent = true;
      headers.set("Content-Type", "text/html; charset=utf-8");
      if (import.meta.env.PROD && !headers.has("Content-Security-Policy")) {
        headers.set("Content-Security-Policy", contentPolicy(nonce));
      }
      const body = new PageStream();
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <PageContext.Provider value={{ nonce, errorId: errorIds.get(request) }}>
        <RemixServer context={context} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </PageContext.Provider>,
      {
        nonce,
        [whole ? "onAllReady" : "onShellReady"]: answer,
        onShellError: (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        onError: (error: unknown) => {
          code = 500;
          // Before the shell is sent, the rejection below brings the error to handleError.
          if (shellSent) handleError(error, { request, params: {}, context: {} });
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

function identityProvider(): readonly string[] {
  const { oidc } = env();
  return oidc === null ? [] : [new URL(oidc.issuer).origin];
}

/** Only what this server itself sends may run; styles stay open because charts place things with style attributes. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    // Browsers hold the way on from a form to this too: single sign-on begins with one.
    ["form-action 'self'", ...identityProvider()].join(" "),
    "frame-ancestors 'none'",
  ].join("; ");
}

import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import styles from "./styles.css?url";
import { Link } from "./ui/link";
import { usePageContext } from "./ui/page-context";
import { DEFAULT_PREFERENCES, preferenceAttributes, preferencesFrom } from "./ui/preferences";
import { ErrorState, NoPermissionState } from "./ui/states";
import { ToastProvider } from "./ui/toast";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [{ title: "Evenhand" }];

export function loader({ request }: LoaderFunctionArgs) {
  return { preferences: preferencesFrom(request.headers.get("Cookie")) };
}

/** The document itself; also around errors, when the loader's answer may be missing. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const { nonce, errorId } = usePageContext();
  const data = useRouteLoaderData<typeof loader>("root");
  return (
    <html
      lang="en"
      data-error-id={errorId}
      {...preferenceAttributes(data?.preferences ?? DEFAULT_PREFERENCES)}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <ToastProvider>
      <Outlet />
    </ToastProvider>
  );
}

/** Says what happened in words and never how the server is built. */
export function ErrorBoundary() {
  const error = useRouteError();
  const reference = useErrorId();
  const home = (
    <Link href="/" className="button">
      Go to the start page
    </Link>
  );
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      {isRouteErrorResponse(error) && (error.status === 401 || error.status === 403) ? (
        <NoPermissionState page title="This page is not open to you" actions={home}>
          Your role does not include it. An administrator can change that.
        </NoPermissionState>
      ) : isRouteErrorResponse(error) && error.status < 500 ? (
        <ErrorState
          page
          title={error.status === 404 ? "There is nothing at this address" : "This cannot be shown"}
          actions={home}
        >
          {typeof error.data === "string" && error.data.length < 300 ? error.data : null}
        </ErrorState>
      ) : (
        <ErrorState page title="Something went wrong on our side" actions={home} {...reference}>
          Try again in a moment. If it stays, give whoever runs this server the reference below, or the time.
        </ErrorState>
      )}
    </main>
  );
}

/** The id that stands in the log: from the server's render, or from the page it left behind. */
function useErrorId(): { id?: string } {
  const { errorId } = usePageContext();
  const id =
    errorId ?? (typeof document === "undefined" ? undefined : document.documentElement.dataset["errorId"]);
  return id ? { id } : {};
}

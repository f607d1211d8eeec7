import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Fault } from "./features/shell/fault";
import styles from "./styles.css?url";
import { usePageContext } from "./ui/page-context";
import {
  DEFAULT_PREFERENCES,
  type Preferences,
  preferenceAttributes,
  preferencesFrom,
} from "./ui/preferences";
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
  const app = useRouteLoaderData<{ readonly preferences: Preferences }>("routes/_app");
  return (
    <html
      lang="en"
      data-error-id={errorId}
      {...preferenceAttributes(data?.preferences ?? app?.preferences ?? DEFAULT_PREFERENCES)}
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

export function ErrorBoundary() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <Fault />
    </main>
  );
}

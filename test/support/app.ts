import { afterAll } from "vitest";
import type { Role } from "~/domain/viewer";
import { type Served, serve, type ServeOptions, signInOn } from "./serve";

/** The built application, served by the command that people use. */
export interface RunningApp extends Pick<Served, "url" | "pid"> {
  /** As `fetch`, as somebody who is signed in with this role, an administrator if none is said; null for nobody. */
  readonly fetch: (path: string, init?: RequestInit & { readonly as?: Role | null }) => Promise<Response>;
  /** What the first start prints, where nobody administers yet. */
  readonly firstLink: string | undefined;
  /** Signs somebody in and gives their `Cookie` header; an annotator by the id in the source. */
  readonly signIn: (role: Role, annotator?: string | null) => Promise<string>;
}

export type AppOptions = ServeOptions;

const administrators = new Map<string, string>();

/** The `Cookie` header of an administrator of the application at an address, for {@link openPage}. */
export const cookieOf = (url: string): string | undefined => administrators.get(new URL(url).origin);

/** Starts the application for the tests of one file and stops it after them: `await startApp({ database: url })`. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { url, pid, said, stop } = await serve(options);
  afterAll(stop);
  const cookies = new Map<Role, string>();
  const signIn = (role: Role, annotator?: string | null) =>
    signInOn(options.database, url, role, annotator ?? null);
  const cookieAs = async (role: Role) => {
    const cookie = cookies.get(role) ?? (await signIn(role));
    cookies.set(role, cookie);
    return cookie;
  };
  administrators.set(url, await cookieAs("administrator"));
  return {
    url,
    pid,
    firstLink: /http\S+\/sign-in\/link\?token=\S+/.exec(said())?.[0],
    signIn,
    fetch: async (path, { as = "administrator", ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== null && !headers.has("Cookie")) headers.set("Cookie", await cookieAs(as));
      if (!headers.has("Origin")) headers.set("Origin", url);
      return fetch(url + path, { redirect: "manual", ...init, headers });
    },
  };
}

import { sourceFiles } from "./sources";

/** A route's file as an address, with parameters filled in. */
export interface RouteAddress {
  readonly file: string;
  readonly path: string;
  readonly loads: boolean;
  readonly acts: boolean;
}

/** Every route that loads or does something, as flat routes name them: `_app.tiers.queue.$day.tsx` is /tiers/queue/…. */
export function routeAddresses(params: Readonly<Record<string, string>>): readonly RouteAddress[] {
  return sourceFiles("app/routes")
    .filter(({ path }) => path !== "app/routes/_app.tsx")
    .map(({ path: file, text }) => ({
      file,
      path: addressOf(file.slice("app/routes/".length).replace(/\.tsx$/, ""), params),
      loads: /export const loader\b/.test(text),
      acts: /export const action\b/.test(text),
    }));
}

/** The address of a route by the name of its file, without its ending. */
export function addressOf(name: string, params: Readonly<Record<string, string>>): string {
  const segments = name.match(/(\[[^\]]*\]|[^.[])+/g) ?? [];
  const shown = segments
    .filter((segment) => !segment.startsWith("_"))
    .map((segment) => {
      const param = /^\$(.*)$/.exec(segment)?.[1];
      if (param === undefined) return segment.replace(/\[(.*?)\]/g, "$1");
      const value = params[param === "" ? "*" : param];
      if (value === undefined) throw new Error(`Say what $${param} of ${name} is.`);
      return value;
    });
  return `/${shown.join("/")}`;
}

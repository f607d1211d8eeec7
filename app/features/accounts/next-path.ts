/** Where to go after signing in: a path of this server, whatever the address bar was made to say. */
export function nextPath(wanted: string | null): string {
  if (!wanted?.startsWith("/")) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(wanted, here)) return "/";
  const { origin, pathname, search } = new URL(wanted, here);
  // `//elsewhere` and `/\elsewhere` are addresses of other servers to a browser.
  return origin === here && !pathname.startsWith("//") ? `${pathname}${search}` : "/";
}

/** Changes to a URL's query. `null` removes a name, a list repeats it. */
export type QueryChange = Readonly<Record<string, string | number | readonly string[] | null>>;

/**
 * `hrefWith("/annotators", "sort=pay&page=3", { sort: "-gold" })` -> "/annotators?sort=-gold".
 * Any change but one of the page itself goes back to the first page.
 */
export function hrefWith(path: string, query: URLSearchParams | string, change: QueryChange): string {
  const next = new URLSearchParams(query);
  if (!("page" in change)) next.delete("page");
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    if (value === null) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)])
      next.append(name, one);
  }
  const text = next.toString();
  return text === "" ? path : `${path}?${text}`;
}

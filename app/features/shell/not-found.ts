/** Thrown by a loader whose address names nothing: the route's boundary renders it. */
export const notFound = (what: string): Response =>
  new Response(`There is no such ${what}.`, { status: 404, statusText: "Not Found" });

import { z } from "zod";
import type { Db } from "db/client";
import {
  deleteView,
  findDefaultView,
  insertView,
  listViews,
  setDefaultView,
  setViewName,
  setViewQuery,
  setViewShared,
} from "db/queries/saved-views";
import type { Viewer } from "~/domain/viewer";

const SCREEN = "annotators";

/** A view as the menu lists it; the first is the one that the list opens with, if any does. */
export async function loadViews(db: Db, viewer: Viewer) {
  const views = await listViews(db, SCREEN, viewer.accountId);
  return views.map(({ viewId, accountId, name, query, shared, owner, isDefault }) => ({
    id: viewId,
    name,
    query,
    shared,
    isOwn: accountId === viewer.accountId,
    owner,
    isDefault,
  }));
}
export type SavedView = Awaited<ReturnType<typeof loadViews>>[number];

/** Where a bare address leads instead: the query of the viewer's default view; null where there is none. */
export async function defaultQuery(db: Db, viewer: Viewer): Promise<string | null> {
  const view = await findDefaultView(db, SCREEN, viewer.accountId);
  return view ? `${view.query}${view.query === "" ? "" : "&"}view=${view.viewId}` : null;
}

const id = z.coerce.number().int().positive();
const name = z
  .string()
  .trim()
  .min(1, "Give the view a name.")
  .max(60, "A name has at most 60 letters; this one is longer.");

const Change = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), name, query: z.string().max(4_000), shared: z.string().optional() }),
  z.object({ intent: z.literal("update"), view: id, query: z.string().max(4_000) }),
  z.object({ intent: z.literal("rename"), view: id, name }),
  z.object({ intent: z.literal("share"), view: id, shared: z.string().optional() }),
  z.object({ intent: z.literal("delete"), view: id }),
  z.object({ intent: z.literal("default"), view: z.coerce.number().int().nonnegative() }),
]);

export type ViewChange =
  /** `query` is where the list stands afterwards. */
  { readonly kind: "done"; readonly query: string } | { readonly kind: "refused"; readonly reason: string };

/** Keeps, names, shares, takes out a view, or makes it the one that the list opens with. */
export async function changeViews(db: Db, viewer: Viewer, form: FormData, now: Date): Promise<ViewChange> {
  const parsed = Change.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? "This cannot be done to a view.");
  const change = parsed.data;
  const account = viewer.accountId;
  if (change.intent === "save") {
    const query = viewQuery(change.query);
    const own = { accountId: account, owner: viewer.name, screen: SCREEN };
    const view = await insertView(
      db,
      { ...own, name: change.name, query, shared: change.shared === "on" },
      now,
    );
    return view ? done(withView(query, view.viewId)) : taken(change.name);
  }
  const sent = form.get("current");
  const current = typeof sent === "string" ? sent : "";
  if (change.intent === "default") {
    await setDefaultView(db, SCREEN, account, change.view === 0 ? null : change.view);
    return done(current);
  }
  const own = (await listViews(db, SCREEN, account)).find(({ viewId }) => viewId === change.view);
  if (!own || own.accountId !== account) return refused("This view is not yours; save one of your own.");
  switch (change.intent) {
    case "update": {
      const query = viewQuery(change.query);
      await setViewQuery(db, change.view, query, now);
      return done(withView(query, change.view));
    }
    case "rename":
      return (await setViewName(db, change.view, change.name, now)) ? done(current) : taken(change.name);
    case "share":
      await setViewShared(db, change.view, change.shared === "on", now);
      return done(current);
    case "delete":
      await deleteView(db, change.view);
      return done(withView(viewQuery(current), 0));
  }
}

const done = (query: string): ViewChange => ({ kind: "done", query });
const taken = (name: string) => refused(`You have a view called “${name}” already. Choose another name.`);
const refused = (reason: string): ViewChange => ({ kind: "refused", reason });

/** A view keeps what is shown, not which page of it, nor that it came from a view. */
export function viewQuery(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of ["page", "view"]) query.delete(name);
  return query.toString();
}

const withView = (query: string, view: number): string => `${query}${query === "" ? "" : "&"}view=${view}`;

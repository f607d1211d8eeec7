import type { Insertable } from "kysely";
import type { Db } from "../client";
import type { SavedViewsTable } from "../schema";

/** The views of a screen that the viewer may use: own ones and shared ones, by name. */
export function listViews(db: Db, screen: string, accountId: string) {
  return db
    .selectFrom("savedViews")
    .leftJoin("defaultViews", (join) =>
      join
        .onRef("defaultViews.viewId", "=", "savedViews.viewId")
        .on("defaultViews.accountId", "=", accountId),
    )
    .select(["savedViews.viewId", "savedViews.accountId", "savedViews.name", "savedViews.query"])
    .select(["savedViews.shared", "savedViews.owner"])
    .select((where) => where("defaultViews.viewId", "is not", null).$castTo<boolean>().as("isDefault"))
    .where("savedViews.screen", "=", screen)
    .orderBy("savedViews.name")
    .orderBy("savedViews.viewId")
    .execute();
}

export function findDefaultView(db: Db, screen: string, accountId: string) {
  return db
    .selectFrom("defaultViews")
    .innerJoin("savedViews", "savedViews.viewId", "defaultViews.viewId")
    .select(["savedViews.viewId", "savedViews.query"])
    .where("defaultViews.accountId", "=", accountId)
    .where("defaultViews.screen", "=", screen)
    .executeTakeFirst();
}

/** Undefined where the account has a view of that name on the screen. */
export function insertView(
  db: Db,
  view: Omit<Insertable<SavedViewsTable>, "viewId" | "changedAt">,
  now: Date,
) {
  return db
    .insertInto("savedViews")
    .values({ ...view, changedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("viewId")
    .executeTakeFirst();
}

export async function setViewQuery(db: Db, viewId: number, query: string, now: Date): Promise<void> {
  await db.updateTable("savedViews").set({ query, changedAt: now }).where("viewId", "=", viewId).execute();
}

/** False where the account has another view of that name. */
export async function setViewName(db: Db, viewId: number, name: string, now: Date): Promise<boolean> {
  const taken = await db
    .selectFrom("savedViews as own")
    .innerJoin("savedViews as other", (join) =>
      join.onRef("other.accountId", "=", "own.accountId").onRef("other.screen", "=", "own.screen"),
    )
    .select("other.viewId")
    .where("own.viewId", "=", viewId)
    .where("other.viewId", "<>", viewId)
    .where("other.name", "=", name)
    .executeTakeFirst();
  if (taken) return false;
  await db.updateTable("savedViews").set({ name, changedAt: now }).where("viewId", "=", viewId).execute();
  return true;
}

export async function setViewShared(db: Db, viewId: number, shared: boolean, now: Date): Promise<void> {
  await db.updateTable("savedViews").set({ shared, changedAt: now }).where("viewId", "=", viewId).execute();
}

export async function deleteView(db: Db, viewId: number): Promise<void> {
  await db.deleteFrom("savedViews").where("viewId", "=", viewId).execute();
}

/** The view that a screen opens with for an account; null for none. */
export async function setDefaultView(
  db: Db,
  screen: string,
  accountId: string,
  viewId: number | null,
): Promise<void> {
  await db
    .deleteFrom("defaultViews")
    .where("accountId", "=", accountId)
    .where("screen", "=", screen)
    .execute();
  if (viewId === null) return;
  await db.insertInto("defaultViews").values({ accountId, screen, viewId }).execute();
}

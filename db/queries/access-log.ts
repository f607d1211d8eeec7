import { sql } from "kysely";
import type { Db } from "../client";

export interface AccessEntry {
  readonly at: Date;
  readonly kind: "viewed" | "exported" | "decided" | "changed";
  /** In words, or the path that was acted on. */
  readonly what: string;
  /** The source's id of the person it is about; null for nobody in particular. */
  readonly annotator: string | null;
  readonly everybody: boolean;
  readonly accountId: string;
  readonly viewer: string;
  readonly role: string;
}

export async function insertAccess(db: Db, entry: AccessEntry): Promise<void> {
  await db.insertInto("accessLog").values(entry).execute();
}

/** What a viewer may read of the log, latest first: the same act of the same person counts once a day. */
export const listAccess = (db: Db, limit: number) =>
  db
    .selectFrom("accessLog")
    .select(["kind", "what", "annotator", "everybody", "viewer", "role"])
    .select(({ fn }) => [
      sql<string>`(at at time zone 'UTC')::date`.as("day"),
      fn.max("at").as("lastAt"),
      fn.countAll<number>().as("times"),
    ])
    .groupBy(["kind", "what", "annotator", "everybody", "viewer", "role", "accountId"])
    .groupBy(sql`(at at time zone 'UTC')::date`)
    .orderBy("lastAt", "desc")
    .limit(limit)
    .execute();

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
export const listAccess = (db: Pick<Db, "selectFrom">, limit: number, offset = 0) =>
  grouped(db)
    .orderBy("lastAt", "desc")
    // Of what was written in the same moment the later first, so that no page repeats what another shows.
    .orderBy(({ fn }) => fn.max("entryId"), "desc")
    .limit(limit)
    .offset(offset)
    .execute();

/** How many there are of what {@link listAccess} lists. */
export async function countAccess(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom(grouped(db).as("acts"))
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}

/** Among so many lines the latest few acts are looked for: reading all of a long log for them would take its time. */
const LATEST_LINES = 1_000;

/** The latest of what a viewer may read, as {@link listAccess} lists it, but counted among the latest lines alone. */
export const listLatestAccess = (db: Db, limit: number) =>
  listAccess(
    db.with("accessLog", (within) =>
      within.selectFrom("accessLog").selectAll().orderBy("entryId", "desc").limit(LATEST_LINES),
    ),
    limit,
  );

const grouped = (db: Pick<Db, "selectFrom">) =>
  db
    .selectFrom("accessLog")
    .select(["kind", "what", "annotator", "everybody", "viewer", "role"])
    .select(({ fn }) => [
      sql<string>`(at at time zone 'UTC')::date`.as("day"),
      fn.max("at").as("lastAt"),
      fn.countAll<number>().as("times"),
    ])
    .groupBy(["kind", "what", "annotator", "everybody", "viewer", "role", "accountId"])
    .groupBy(sql`(at at time zone 'UTC')::date`);

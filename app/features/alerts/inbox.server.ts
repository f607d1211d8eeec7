import { z } from "zod";
import type { Db } from "db/client";
import { countUnread, findMailSettings, listInbox, setMailSettings, setRead } from "db/queries/notices";
import type { Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import { DEFAULT_WISHES } from "./notice.server";

const SHOWN = 200;

/** A person's own notices, the latest first. */
export const loadInbox = async (db: Db, { accountId }: Viewer) => ({
  notices: await listInbox(db, accountId, SHOWN),
});

export type OwnNotice = Awaited<ReturnType<typeof loadInbox>>["notices"][number];

/** How many notices somebody has not read, for the bell. */
export const unreadOf = (db: Db, { accountId }: Viewer): Promise<number> => countUnread(db, accountId);

const SHOWN_UNREAD = 5;

/** What somebody has not read yet, for the head of their own page. */
export const loadUnread = async (db: Db, { accountId }: Viewer): Promise<readonly OwnNotice[]> =>
  (await listInbox(db, accountId, SHOWN)).filter(({ readAt }) => readAt === null).slice(0, SHOWN_UNREAD);

/** Marks one notice as read, or all where the form names none. */
export async function readNotices(db: Db, { accountId }: Viewer, form: FormData, at: Date): Promise<void> {
  const id = Number(form.get("noticeId") ?? NaN);
  await setRead(db, accountId, Number.isInteger(id) ? id : null, at);
}

/** How somebody is written to. */
export async function loadMailSettings(db: Db, { accountId }: Viewer) {
  const kept = await findMailSettings(db, accountId);
  const { mode, quietFrom, quietTo, digestHour, digestWeekday } = kept ?? DEFAULT_WISHES;
  return { mode, quietFrom, quietTo, digestHour, digestWeekday, sendsMail: env().smtp !== null };
}

export type OwnMailSettings = Awaited<ReturnType<typeof loadMailSettings>>;

const QUARTER = z
  .string()
  .regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, "Quiet hours begin and end on a quarter of an hour, as 22:00.")
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const WISHES = z.object({
  mode: z.enum(["at_once", "daily", "weekly", "never"]),
  quietFrom: QUARTER.nullable(),
  quietTo: QUARTER.nullable(),
  digestHour: z.coerce.number().int().min(0).max(23),
  digestWeekday: z.coerce.number().int().min(0).max(6),
});

/** Keeps how somebody wants to be written to. A sentence says why it was not kept. */
export async function keepMailSettings(
  db: Db,
  { accountId }: Viewer,
  form: FormData,
): Promise<string | null> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const parsed = WISHES.safeParse({
    ...Object.fromEntries(form),
    quietFrom: text("quietFrom"),
    quietTo: text("quietTo"),
  });
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This cannot be read.";
  if ((parsed.data.quietFrom === null) !== (parsed.data.quietTo === null))
    return "Quiet hours have a beginning and an end: write both, or neither.";
  await setMailSettings(db, { accountId, ...parsed.data });
  return null;
}

import { z } from "zod";
import type { Db } from "db/client";
import { listAnnotatorDays } from "db/queries/annotator";
import { listExchangeRates } from "db/queries/measures";
import {
  deleteOwnLog,
  deleteOwnUpload,
  findOwnShare,
  findOwnZone,
  insertOwnLogs,
  listDailyPay,
  listOwnLogs,
  lockOwnShare,
  type OwnLogRow,
  setOwnShare,
} from "db/queries/own-logs";
import type { Reject } from "~/domain/importer";
import { isTimeZone } from "~/domain/local-time";
import type { Viewer } from "~/domain/viewer";
import { minorFactor } from "~/domain/wage-floor";
import { guessDelimiter } from "~/features/imports/source-delimiter";
import { isFault } from "~/features/imports/source-fault";
import { textOf } from "~/features/imports/source-text.server";
import { parseSpans } from "~/features/report/work-record";
import { delimitedSplitter } from "~/importers/parse/delimited";
import { combined } from "./combined";
import { readOwnLogs } from "./own-log-rows";

const ROWS_SHOWN = 100;
const REJECTS_SHOWN = 200;
/** Years of work in stretches of an hour; all of it is read to sum it up. */
const MOST_ROWS = 20_000;
const LARGEST_BYTES = 1_000_000;

type Owner = Pick<Viewer, "accountId" | "annotatorId">;

/** What a person has added of work elsewhere, and what it comes to with the ledger's. `db` is the person's own view. */
export async function loadElsewhere(db: Db, owner: Owner, search: URLSearchParams) {
  const logs = await listOwnLogs(db, owner.accountId);
  const pages = Math.max(1, Math.ceil(logs.length / ROWS_SHOWN));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(search.get("page"))) || 1));
  const zone = await zoneOf(db, owner);
  return {
    rows: logs.slice((page - 1) * ROWS_SHOWN, page * ROWS_SHOWN),
    ...{ page, size: ROWS_SHOWN, total: logs.length, zone },
    uploads: uploadsOf(logs),
    sharedAt: (await findOwnShare(db, owner.accountId))?.sharedAt ?? null,
    together: logs.length === 0 ? null : await together(db, owner, logs, zone),
    zones: ["UTC", ...Intl.supportedValuesOf("timeZone")],
  };
}

export type Elsewhere = Awaited<ReturnType<typeof loadElsewhere>>;

async function zoneOf(db: Db, { annotatorId }: Owner): Promise<string> {
  const own = annotatorId === null ? undefined : await findOwnZone(db, annotatorId);
  return own?.timeZone && isTimeZone(own.timeZone) ? own.timeZone : "UTC";
}

function uploadsOf(logs: readonly OwnLogRow[]) {
  const uploads = new Map<string, { addedAt: string; file: string; rows: number }>();
  for (const { addedAt, file } of logs) {
    const upload = uploads.get(addedAt) ?? { addedAt, file, rows: 0 };
    upload.rows += 1;
    uploads.set(addedAt, upload);
  }
  return [...uploads.values()].sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1));
}

async function together(db: Db, { annotatorId }: Owner, logs: readonly OwnLogRow[], zone: string) {
  const [days, pay, rates] = await Promise.all([
    annotatorId === null ? [] : listAnnotatorDays(db, annotatorId, null),
    annotatorId === null ? [] : listDailyPay(db, annotatorId),
    listExchangeRates(db),
  ]);
  const own = logs.map(({ fromAt, toAt, ...row }) => ({ ...row, from: seconds(fromAt), to: seconds(toAt) }));
  const last = logs.reduce((latest, { toAt }) => (toAt > latest ? toAt : latest), "").slice(0, 10);
  const ledger = { spans: days.flatMap(({ spans }) => parseSpans(spans)), pay };
  return combined(own, ledger, zone, (from, to) => minorFactor(rates, from, to, last));
}

const seconds = (at: string) => Date.parse(at) / 1_000;

/** What came of a change; `refused` changed nothing. */
export type ElsewhereAnswer =
  | {
      readonly kind: "refused";
      readonly fault: string;
      readonly rejects: readonly Reject[];
      readonly more: number;
    }
  | { readonly kind: "done"; readonly sentence: string };

const refused = (fault: string, rejects: readonly Reject[] = []): ElsewhereAnswer => ({
  ...{ kind: "refused", fault, rejects: rejects.slice(0, REJECTS_SHOWN) },
  more: Math.max(0, rejects.length - REJECTS_SHOWN),
});

const done = (sentence: string): ElsewhereAnswer => ({ kind: "done", sentence });

const FORM = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("add"),
    file: z.custom<File>((value) => typeof value === "object"),
    zone: z.string().trim(),
  }),
  z.object({ intent: z.literal("delete-upload"), addedAt: z.iso.datetime() }),
  z.object({
    ...{ intent: z.literal("delete-row"), platform: z.string() },
    ...{ fromAt: z.iso.datetime(), toAt: z.iso.datetime() },
  }),
  z.object({ intent: z.literal("share") }),
  z.object({ intent: z.literal("stop-sharing") }),
]);

/** Adds a file, takes an upload or a row out, or changes the choice to share: all of it, or nothing. */
export async function changeElsewhere(
  db: Db,
  owner: Owner,
  form: FormData,
  now: Date,
): Promise<ElsewhereAnswer> {
  const parsed = FORM.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refused("This cannot be read: load the page again and repeat it.");
  const change = parsed.data;
  const { accountId } = owner;
  switch (change.intent) {
    case "add":
      return addFile(db, accountId, change, now);
    case "delete-upload":
      return gone(await deleteOwnUpload(db, accountId, change.addedAt));
    case "delete-row":
      return gone(await deleteOwnLog(db, accountId, change));
    case "share":
      await setOwnShare(db, accountId, now);
      return done("Your hours elsewhere now count in what researchers see of everybody who shares.");
    case "stop-sharing":
      await setOwnShare(db, accountId, null);
      return done("Nothing is shared any more: your hours elsewhere are seen by you alone.");
  }
}

const gone = (rows: number): ElsewhereAnswer =>
  rows === 0 ? refused("That was deleted before.") : done(`${rowsOf(rows)} deleted.`);

const rowsOf = (count: number) => (count === 1 ? "One row" : `${count} rows`);

async function addFile(
  db: Db,
  accountId: string,
  { file, zone }: { readonly file: File; readonly zone: string },
  now: Date,
): Promise<ElsewhereAnswer> {
  if (file.size === 0) return refused("Choose a file that has something in it.");
  if (file.size > LARGEST_BYTES) return refused("The file is larger than 1 MB: add it in parts.");
  const usedZone = zone || "UTC";
  if (!isTimeZone(usedZone)) return refused("There is no such time zone: choose one of the list.");
  const rows = await rowsIn(file);
  if (typeof rows === "string") return refused(rows);
  // Held before anything is read: whoever stops sharing meanwhile stops it for these rows too.
  const share = await lockOwnShare(db, accountId);
  const known = await listOwnLogs(db, accountId);
  const reading = readOwnLogs(rows, usedZone, now, known);
  if (reading.kind === "refused") return refused(reading.fault, reading.rejects);
  if (known.length + reading.logs.length > MOST_ROWS)
    return refused(`More than ${MOST_ROWS} rows are not kept: delete older ones first.`);
  const beside = { accountId, shared: share !== undefined, addedAt: now, file: file.name.slice(0, 200) };
  await insertOwnLogs(
    db,
    reading.logs.map((log) => ({ ...log, ...beside })),
  );
  const repeated = rows.length - 1 - reading.logs.length;
  const before =
    repeated === 0
      ? ""
      : ` ${rowsOf(repeated)} of the file ${repeated === 1 ? "was" : "were"} there already.`;
  return done(`${rowsOf(reading.logs.length)} added.${before}`);
}

/** The rows of a delimited text, or why there are none. */
async function rowsIn(file: File) {
  let text = "";
  const bytes = Buffer.from(await file.arrayBuffer());
  for await (const piece of textOf(file.name, oneChunk(bytes))) {
    if (isFault(piece)) return piece.reason;
    text += piece;
  }
  const splitter = delimitedSplitter(guessDelimiter(text.slice(0, 64_000)));
  const [first, last] = [splitter.push(text), splitter.end()];
  return first.fault ?? last.fault ?? [...first.rows, ...last.rows];
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

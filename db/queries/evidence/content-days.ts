import { sql } from "kysely";
import type { ContentDays } from "~/domain/evidence";
import { localDay } from "~/domain/local-time";
import type { Db } from "../../client";
import { streamRows } from "./stream";
import { wholeNumbers } from "./timelines";
import { instant, type EvidenceWindow } from "./window";

/** Pauses up to this long do not end a stretch. */
const STRETCH_GAP_SEC = 300;

interface Row {
  readonly annotator: string;
  readonly zone: string;
  readonly severity: number;
  readonly warned: boolean;
  readonly spans: string;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly severity: number;
  readonly warned: boolean;
}

type Day = ContentDays["days"][number];

/** Exposure to content of severity 2 and 3 by person and local day, and who first declined such a batch when. */
export async function findContentDays(db: Db, { from, to }: EvidenceWindow): Promise<ContentDays> {
  const declared = await sql<{ found: boolean }>`
    select exists (select from projects where content_severity is not null) as found`.execute(db);
  const query = sql<Row>`
    select a.source_id as annotator, coalesce(a.time_zone, 'UTC') as zone, p.content_severity as severity,
      coalesce(p.content_warned, false) as warned, r.spans::text as spans
    from rollups r join projects p using (project_id) join annotators a using (annotator_id)
    where p.content_severity >= 2 and r.spans is not null
      and r.day >= ${instant(from)}::timestamptz::date and r.day <= ${instant(to)}::timestamptz::date
    order by r.annotator_id, r.day`;
  const days: Day[] = [];
  let current: Row | null = null;
  let pieces: Piece[] = [];
  for await (const row of streamRows(db, query)) {
    if (current !== null && row.annotator !== current.annotator) {
      days.push(...exposure(current.annotator, current.zone, pieces));
      pieces = [];
    }
    current = row;
    const bounds = wholeNumbers(row.spans);
    for (let at = 0; at + 1 < bounds.length; at += 2) {
      const [fromMs = 0, toMs = 0] = bounds.slice(at, at + 2);
      pieces.push({ from: fromMs / 1_000, to: toMs / 1_000, severity: row.severity, warned: row.warned });
    }
  }
  if (current !== null) days.push(...exposure(current.annotator, current.zone, pieces));
  return { declared: declared.rows[0]?.found ?? false, days, optOuts: await listOptOuts(db, { from, to }) };
}

/** One entry a local day; a piece that spans midnight counts to the day it began on. */
function exposure(annotator: string, zone: string, pieces: readonly Piece[]): readonly Day[] {
  const days = new Map<
    number,
    { seconds: number; longest: number; worst: number; unwarned: number; start: number; end: number }
  >();
  for (const piece of pieces.toSorted((a, b) => a.from - b.from)) {
    const key = localDay(zone, piece.from);
    const day = days.get(key) ?? {
      seconds: 0,
      longest: 0,
      worst: 0,
      unwarned: 0,
      start: piece.from,
      end: piece.from,
    };
    days.set(key, day);
    const fresh = Math.max(0, piece.to - Math.max(piece.from, day.end));
    day.seconds += fresh;
    if (piece.severity >= 3 && !piece.warned) day.unwarned += piece.to - piece.from;
    if (piece.from - day.end > STRETCH_GAP_SEC) day.start = piece.from;
    day.end = Math.max(day.end, piece.to);
    day.longest = Math.max(day.longest, day.end - day.start);
    day.worst = Math.max(day.worst, piece.severity);
  }
  return [...days].map(([day, own]) => ({
    annotator,
    day,
    seconds: own.seconds,
    longestSec: own.longest,
    worst: own.worst,
    unwarnedSec: own.unwarned,
  }));
}

async function listOptOuts(db: Db, { from, to }: EvidenceWindow): Promise<ContentDays["optOuts"]> {
  const { rows } = await sql<ContentDays["optOuts"][number]>`
    select a.source_id as annotator, date_part('epoch', min(o.declined_at))::float8 as at
    from offers o join batches b using (batch_id) join projects p on p.project_id = b.project_id
    join annotators a using (annotator_id)
    where p.content_severity >= 2 and o.declined_at >= ${instant(from)} and o.declined_at <= ${instant(to)}
    group by a.annotator_id, a.source_id order by a.annotator_id`.execute(db);
  return rows;
}

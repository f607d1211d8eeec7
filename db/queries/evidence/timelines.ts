import { sql } from "kysely";
import type { EntryKind, TimeEntry, Timeline } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints } from "./packed";
import { listPeople } from "./people";
import { streamRows } from "./stream";
import { instant, type EvidenceWindow } from "./window";

/** Intervals up to this far apart are one: fewer to keep, and no session, spell or break is shorter. */
const JOIN_SEC = 60;

/** Everybody's work, time entries, availability and offers in the window, packed. */
export async function packTimelines(db: Db, window: EvidenceWindow): Promise<readonly Timeline[]> {
  const work = await packWork(db, window);
  const entries = await collectEntries(db, window);
  const available = await packAvailability(db, window);
  const offers = await packOffers(db, window);
  return (await listPeople(db))
    .map((person) => ({
      ...person,
      work: work.get(person.annotator) ?? new Int32Array(),
      entries: entries.get(person.annotator) ?? [],
      available: available.get(person.annotator) ?? new Int32Array(),
      offers: offers.get(person.annotator) ?? new Int32Array(),
    }))
    .filter((own) => own.work.length + own.entries.length + own.available.length + own.offers.length > 0);
}

/** Working intervals from `{[a,b),[c,d)}` in milliseconds, as rollups keep them. */
export function parseSpans(text: string): readonly (readonly [fromMs: number, toMs: number])[] {
  const numbers = text.match(/-?\d+/g) ?? [];
  return Array.from({ length: numbers.length >> 1 }, (_, index) => [
    Number(numbers[2 * index]),
    Number(numbers[2 * index + 1]),
  ]);
}

async function packWork(db: Db, { from, to }: EvidenceWindow): Promise<ReadonlyMap<string, Int32Array>> {
  const query = sql<{ annotator: string; spans: string }>`
    select a.source_id as annotator, r.spans::text as spans
    from rollups r join annotators a using (annotator_id)
    where r.spans is not null and r.day >= ${instant(from)}::timestamptz::date and r.day <= ${instant(to)}::timestamptz::date
    order by r.annotator_id, r.day`;
  const packed = new Map<string, Int32Array>();
  let current: string | null = null;
  let spans: (readonly [number, number])[] = [];
  const flush = () => {
    if (current !== null && spans.length > 0) packed.set(current, joinWork(spans));
    spans = [];
  };
  for await (const row of streamRows(db, query)) {
    if (row.annotator !== current) {
      flush();
      current = row.annotator;
    }
    for (const span of parseSpans(row.spans))
      if (span[1] > from * 1_000 && span[0] < to * 1_000) spans.push(span);
  }
  flush();
  return packed;
}

/** Union of intervals with short gaps joined; worked seconds leave the gaps out. */
export function joinWork(spans: readonly (readonly [fromMs: number, toMs: number])[]): Int32Array {
  const joined = new Ints();
  let start = NaN;
  let end = NaN;
  let workedMs = 0;
  const flush = () => {
    if (!Number.isNaN(start))
      joined.push(Math.floor(start / 1_000), Math.ceil(end / 1_000), Math.round(workedMs / 1_000));
  };
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (from - end <= JOIN_SEC * 1_000) {
      workedMs += Math.max(0, to - Math.max(from, end));
      end = Math.max(end, to);
      continue;
    }
    flush();
    [start, end, workedMs] = [from, to, to - from];
  }
  flush();
  return joined.take();
}

async function collectEntries(
  db: Db,
  { from, to }: EvidenceWindow,
): Promise<ReadonlyMap<string, TimeEntry[]>> {
  const query = sql<{ annotator: string; from: number; to: number; kind: EntryKind; paid: boolean }>`
    select a.source_id as annotator, extract(epoch from from_at)::float8 as "from", extract(epoch from to_at)::float8 as "to", kind, paid
    from time_entries t join annotators a using (annotator_id)
    where to_at > ${instant(from)} and from_at < ${instant(to)} and to_at > from_at
    order by t.annotator_id, from_at`;
  const entries = new Map<string, TimeEntry[]>();
  for await (const { annotator, ...entry } of streamRows(db, query)) {
    const own = entries.get(annotator);
    if (own) own.push(entry);
    else entries.set(annotator, [entry]);
  }
  return entries;
}

async function packAvailability(
  db: Db,
  { from, to }: EvidenceWindow,
): Promise<ReadonlyMap<string, Int32Array>> {
  const query = sql<{ annotator: string; values: readonly [number, number, number] }>`
    select a.source_id as annotator,
      array[extract(epoch from from_at)::int, extract(epoch from to_at)::int, (source = 'online')::int] as values
    from availability v join annotators a using (annotator_id)
    where to_at > ${instant(from)} and from_at < ${instant(to)} and to_at > from_at
    order by v.annotator_id, from_at`;
  return pack(streamRows(db, query));
}

async function packOffers(db: Db, { from, to }: EvidenceWindow): Promise<ReadonlyMap<string, Int32Array>> {
  const query = sql<{ annotator: string; values: readonly number[] }>`
    select a.source_id as annotator, array[extract(epoch from offered_at)::int] as values
    from offers o join annotators a using (annotator_id)
    where offered_at >= ${instant(from)} and offered_at < ${instant(to)}
    order by o.annotator_id, offered_at`;
  return pack(streamRows(db, query));
}

/** Rows in order of people, each person's numbers one after the other. */
async function pack(rows: AsyncIterable<{ annotator: string; values: readonly number[] }>) {
  const packed = new Map<string, Int32Array>();
  const own = new Ints();
  let current: string | null = null;
  for await (const { annotator, values } of rows) {
    if (annotator !== current) {
      if (current !== null) packed.set(current, own.take());
      own.clear();
      current = annotator;
    }
    own.push(...values);
  }
  if (current !== null) packed.set(current, own.take());
  return packed;
}

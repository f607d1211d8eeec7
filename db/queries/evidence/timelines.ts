import { type RawBuilder, sql } from "kysely";
import type { EntryKind, TimeEntry, Timeline } from "~/domain/evidence";
import type { Db } from "../../client";
import { Ints } from "./packed";
import { listPeople } from "./people";
import { PEOPLE_AT_ONCE, streamRows } from "./stream";
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

/** The whole numbers in a text, whatever stands between them: one pass, as millions of them come in texts. */
export function wholeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = -1;
  let negative = false;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) value = (value < 0 ? 0 : value * 10) + digit;
    else {
      if (value >= 0) numbers.push(negative ? -value : value);
      value = -1;
      negative = digit === -3;
    }
  }
  if (value >= 0) numbers.push(negative ? -value : value);
  return numbers;
}

async function packWork(db: Db, { from, to }: EvidenceWindow): Promise<ReadonlyMap<string, Int32Array>> {
  const query = sql<{ annotator: string; spans: string }>`
    select a.source_id as annotator, w.spans
    from (
      select annotator_id, string_agg(spans::text, ' ' order by day) as spans from rollups
      where spans is not null and day >= ${instant(from)}::timestamptz::date and day <= ${instant(to)}::timestamptz::date
      group by annotator_id
    ) w join annotators a using (annotator_id) order by w.annotator_id`;
  const packed = new Map<string, Int32Array>();
  for await (const { annotator, spans } of streamRows(db, query, PEOPLE_AT_ONCE)) {
    const own = joinWork(wholeNumbers(spans), { from: from * 1_000, to: to * 1_000 });
    if (own.length > 0) packed.set(annotator, own);
  }
  return packed;
}

/**
 * Union of intervals that touch a window, with short gaps joined; worked seconds leave the gaps out. Bounds in
 * milliseconds, begin and end of each interval after the other: `{[a,b),[c,d)}` of rollups, its numbers alone.
 */
export function joinWork(bounds: readonly number[], within = EVER): Int32Array {
  const joined = new Ints();
  let start = NaN;
  let end = NaN;
  let workedMs = 0;
  const flush = () => {
    if (!Number.isNaN(start))
      joined.push(Math.floor(start / 1_000), Math.ceil(end / 1_000), Math.round(workedMs / 1_000));
  };
  for (const place of inOrder(bounds)) {
    const from = bounds[place] ?? 0;
    const to = bounds[place + 1] ?? 0;
    if (to <= within.from || from >= within.to) continue;
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

const EVER = { from: -Infinity, to: Infinity };

/** Where intervals begin in their bounds, the earliest first. */
function inOrder(bounds: readonly number[]): Uint32Array {
  const places = Uint32Array.from({ length: bounds.length >> 1 }, (_, index) => 2 * index);
  const isInOrder = places.every((place) => place === 0 || (bounds[place - 2] ?? 0) <= (bounds[place] ?? 0));
  return isInOrder ? places : places.sort((a, b) => (bounds[a] ?? 0) - (bounds[b] ?? 0) || a - b);
}

const KINDS: readonly EntryKind[] = [
  "task",
  "revision",
  "onboarding",
  "qualification",
  "training",
  "waiting",
  "communication",
  "appeal",
  "other",
];

async function collectEntries(
  db: Db,
  { from, to }: EvidenceWindow,
): Promise<ReadonlyMap<string, TimeEntry[]>> {
  const query = sql<{ annotator: string; entries: string }>`
    select a.source_id as annotator, t.entries
    from (
      select annotator_id, string_agg(concat_ws(',', (date_part('epoch', from_at) * 1000)::bigint,
        (date_part('epoch', to_at) * 1000)::bigint, array_position(${KINDS}::text[], kind), paid::int), ' ' order by from_at) as entries
      from time_entries
      where to_at > ${instant(from)} and from_at < ${instant(to)} and to_at > from_at
      group by annotator_id
    ) t join annotators a using (annotator_id) order by t.annotator_id`;
  const entries = new Map<string, TimeEntry[]>();
  for await (const row of streamRows(db, query, PEOPLE_AT_ONCE)) {
    const numbers = wholeNumbers(row.entries);
    const own: TimeEntry[] = [];
    for (let at = 0; at < numbers.length; at += 4) {
      const [fromMs = 0, toMs = 0, kind = 0, paid = 0] = numbers.slice(at, at + 4);
      own.push({
        from: fromMs / 1_000,
        to: toMs / 1_000,
        kind: KINDS[kind - 1] ?? "other",
        paid: paid === 1,
      });
    }
    entries.set(row.annotator, own);
  }
  return entries;
}

function packAvailability(db: Db, { from, to }: EvidenceWindow): Promise<ReadonlyMap<string, Int32Array>> {
  return pack(
    db,
    sql<Packed>`
      select a.source_id as annotator, v.numbers
      from (
        select annotator_id, string_agg(concat_ws(',', date_part('epoch', from_at)::int, date_part('epoch', to_at)::int,
          (source = 'online')::int), ' ' order by from_at) as numbers
        from availability where to_at > ${instant(from)} and from_at < ${instant(to)} and to_at > from_at
        group by annotator_id
      ) v join annotators a using (annotator_id) order by v.annotator_id`,
  );
}

function packOffers(db: Db, { from, to }: EvidenceWindow): Promise<ReadonlyMap<string, Int32Array>> {
  return pack(
    db,
    sql<Packed>`
      select a.source_id as annotator, o.numbers
      from (
        select annotator_id, string_agg(date_part('epoch', offered_at)::int::text, ' ' order by offered_at) as numbers
        from offers where offered_at >= ${instant(from)} and offered_at < ${instant(to)} group by annotator_id
      ) o join annotators a using (annotator_id) order by o.annotator_id`,
  );
}

interface Packed {
  readonly annotator: string;
  readonly numbers: string;
}

/** One row a person, the numbers in one text. */
async function pack(db: Db, query: RawBuilder<Packed>): Promise<ReadonlyMap<string, Int32Array>> {
  const packed = new Map<string, Int32Array>();
  for await (const { annotator, numbers } of streamRows(db, query, PEOPLE_AT_ONCE)) {
    packed.set(annotator, Int32Array.from(wholeNumbers(numbers)));
  }
  return packed;
}

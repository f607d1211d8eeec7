import type { Allocation, Timeline } from "~/domain/evidence";
import type { Json } from "~/domain/finding";
import { zoneOffsetSec } from "~/domain/local-time";
import type { Span } from "~/domain/span";
import { poissonRateRatio } from "~/stats/poisson-rate-ratio";
import { premiumTest } from "./expectation";
import { availableSpans } from "./timeline";

const DAY = 86_400;
const HOUR = 3_600;

/** Local hours a night lasts from and to; it contains midnight. */
export interface Night {
  readonly fromHour: number;
  readonly toHour: number;
}

/** Seconds of joined spans that lie in the local night; the zone's offset is taken at noon before each night. */
export function nightSeconds(zone: string, spans: readonly Span[], night: Night): number {
  let seconds = 0;
  for (const { from, to } of spans) {
    const first = Math.floor(from / DAY) - 1;
    for (let day = first; day * DAY < to + DAY; day++) {
      const offset = zoneOffsetSec(zone, day * DAY + 12 * HOUR);
      const start = day * DAY + night.fromHour * HOUR - offset;
      const end = (day + 1) * DAY + night.toHour * HOUR - offset;
      seconds += Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
  }
  return seconds;
}

function isNight(zone: string, at: number, { fromHour, toHour }: Night): boolean {
  const hour = ((((at + zoneOffsetSec(zone, at)) % DAY) + DAY) % DAY) / HOUR;
  return hour >= fromHour || hour < toHour;
}

/**
 * Does premium work pull people into the night? Premium offers per available hour at night over the same by day, with an
 * exact Poisson interval; null where there is no availability by day and night, or no premium offer. Evidence only: it
 * never flags by itself. A batch counts at its first offer.
 */
export function nightPull(timelines: readonly Timeline[], { batches }: Allocation, night: Night): Json {
  const zones = new Map(timelines.map(({ annotator, zone }) => [annotator, zone]));
  const isPremium = premiumTest(batches);
  let [nightOffers, dayOffers, nightSec, allSec] = [0, 0, 0, 0];
  for (const batch of batches) {
    if (!isPremium(batch)) continue;
    for (const annotator of batch.offerees) {
      const zone = zones.get(annotator);
      if (zone === undefined) continue;
      if (isNight(zone, batch.at, night)) nightOffers++;
      else dayOffers++;
    }
  }
  for (const timeline of timelines) {
    const spans = availableSpans(timeline);
    nightSec += nightSeconds(timeline.zone, spans, night);
    for (const { from, to } of spans) allSec += to - from;
  }
  const daySec = allSec - nightSec;
  if (nightSec <= 0 || daySec <= 0 || dayOffers === 0) return null;
  const ratio = poissonRateRatio(
    { events: nightOffers, exposure: nightSec / HOUR },
    { events: dayOffers, exposure: daySec / HOUR },
  );
  return {
    ratio: ratio?.ratio ?? null,
    interval: ratio ? [finite(ratio.low), finite(ratio.high)] : null,
    nightOffers,
    dayOffers,
    nightHours: nightSec / HOUR,
    dayHours: daySec / HOUR,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

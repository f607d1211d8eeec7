import type { Db } from "db/client";
import { countActivePeople, countEvidence, findRecordedSpan, listFilledTables } from "db/queries/evidence";
import { DETECTORS } from "~/detectors";
import type { Correction } from "~/detectors/parts/run";
import type { Detector } from "~/domain/detector";
import { DEFINITIONS_VERSION, versionWith } from "~/domain/definitions-version";
import type { EvidenceId } from "~/domain/evidence";
import type { Finding } from "~/domain/finding";
import { CONDITION_NEEDS } from "./conditions";
import { beginDetection } from "./detect";
import type { Figure } from "./figures";
import { withLeanHeap } from "./lean-heap.server";

export interface AuditRequest {
  /** Ids of detectors; all where left out. */
  readonly detectors?: readonly string[];
  /** Instants, ISO 8601; the first and the last record where left out. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** When the run is made; findings carry it, nothing is computed from it. */
  readonly runAt: string;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly correction?: Correction;
}

export interface Audit {
  readonly runAt: string;
  readonly definitionsVersion: string;
  /** Seconds since 1970 UTC; null for an empty ledger. */
  readonly window: { readonly from: number; readonly to: number } | null;
  readonly people: number;
  readonly correction: Correction;
  /** What screens show beside the findings. */
  readonly figures: readonly Figure[];
  readonly results: readonly { readonly detector: Detector; readonly findings: readonly Finding[] }[];
}

/** An id that is no detector's: a sentence for the person who typed it. */
export class UnknownDetector extends Error {}

/**
 * Runs detectors over a window of the ledger, one after the other, each on evidence counted once; `tell` hears which one
 * begins. While one runs, the server counts evidence for the next.
 */
export async function auditLedger(
  db: Db,
  request: AuditRequest,
  tell?: (detector: string) => void,
): Promise<Audit> {
  const detectors = chosen(request.detectors);
  const span = await findRecordedSpan(db);
  const last = span?.last ?? 0;
  // The window's end is excluded and the last record belongs to it.
  const window = {
    from: request.from ? Date.parse(request.from) / 1_000 : (span?.first ?? 0),
    to: request.to ? Date.parse(request.to) / 1_000 : last + 1,
  };
  const needed = new Set<EvidenceId>(detectors.flatMap(({ needs }) => needs));
  // The conditions of work are measured beside a whole audit, which counts nearly all that they rest on.
  if (detectors.length === DETECTORS.length) for (const id of CONDITION_NEEDS) needed.add(id);
  const tables = await listFilledTables(db);
  const people = span ? await countActivePeople(db, window) : 0;
  const correction = request.correction ?? "benjamini-hochberg";
  const detection = beginDetection(
    {
      detectors: detectors.map(({ id }) => id),
      counted: needed,
      tables,
      settings: request.settings ?? {},
      correction,
      window,
      now: Math.min(last, window.to),
      people,
    },
    tell,
  );
  const { findings, figures } = await withLeanHeap(async () => {
    await whileCounting(countEvidence(db, window, needed, detection.add), detection.step);
    return detection.finish();
  });
  return {
    runAt: request.runAt,
    definitionsVersion: versionWith(DEFINITIONS_VERSION, request.settings ?? {}),
    window: span ? window : null,
    people,
    correction,
    results: detectors.map((detector, place) => ({ detector, findings: findings[place] ?? [] })),
    figures,
  };
}

/** Takes steps until the counting is done, and lets answers of the server in between every two. */
async function whileCounting(counting: Promise<void>, step: () => boolean): Promise<void> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  counting.then(end, end);
  while (!isDone) {
    await new Promise((resolve) => setTimeout(resolve, step() ? 0 : WAIT_MS));
  }
  await counting;
}

/** How often to look for evidence that has come. */
const WAIT_MS = 20;

function chosen(ids: readonly string[] | undefined): readonly Detector[] {
  if (ids === undefined || ids.length === 0) return DETECTORS;
  return ids.map((id) => {
    const detector = DETECTORS.find((known) => known.id === id);
    if (!detector) {
      throw new UnknownDetector(
        `There is no detector "${id}"; there are ${DETECTORS.map((known) => known.id).join(", ")}.`,
      );
    }
    return detector;
  });
}

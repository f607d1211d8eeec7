import { DETECTORS } from "~/detectors";
import { gateAudit } from "~/detectors/parts/audit-gate";
import { runDetector, type Correction } from "~/detectors/parts/run";
import type { RequiredTable } from "~/domain/detector";
import type { Evidence } from "~/domain/evidence";
import type { Finding } from "~/domain/finding";
import { seededRandom } from "~/stats/random";
import { figuresOf, type Figure } from "./figures";

/** Everything the detectors need, as data that can be handed to another thread. */
export interface DetectTask {
  /** Ids of detectors, in the order they run. */
  readonly detectors: readonly string[];
  readonly evidence: Evidence;
  readonly tables: ReadonlySet<RequiredTable>;
  readonly settings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly correction: Correction;
  readonly window: { readonly from: number; readonly to: number };
  /** The instant of the last record. */
  readonly now: number;
  readonly people: number;
}

export interface Detected {
  /** One entry a detector, in the order of the task. */
  readonly findings: readonly (readonly Finding[])[];
  readonly figures: readonly Figure[];
}

/** Runs detectors one after the other on evidence counted before; `tell` hears which one begins. */
export function detectAll(task: DetectTask, tell: (detector: string) => void = () => undefined): Detected {
  const { evidence, tables, settings, correction, window, now, people } = task;
  const context = { window, now, people, random: (stream: string) => seededRandom(stream) };
  const findings = task.detectors.map((id) => {
    const detector = DETECTORS.find((known) => known.id === id);
    if (!detector) throw new RangeError(`There is no detector "${id}".`);
    tell(detector.title);
    return runDetector(detector, evidence, { tables, settings, correction, context });
  });
  return { findings: gateAudit(findings), figures: figuresOf(evidence, now) };
}

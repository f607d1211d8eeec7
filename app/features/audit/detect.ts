import { DETECTORS } from "~/detectors";
import { gateAudit } from "~/detectors/parts/audit-gate";
import { runDetector, type Correction } from "~/detectors/parts/run";
import type { RequiredTable } from "~/domain/detector";
import type { Evidence, EvidenceId } from "~/domain/evidence";
import type { Finding } from "~/domain/finding";
import { seededRandom } from "~/stats/random";
import { beginFigures, type Figure } from "./figures";
import type { Job } from "./job";

/** What is looked for, and with which settings. */
export interface DetectTask {
  /** Ids of detectors, in the order of their answers. */
  readonly detectors: readonly string[];
  /** The evidence that will come. */
  readonly counted: ReadonlySet<EvidenceId>;
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

export interface Detection {
  /** A piece of evidence is there: it is kept until everything that reads it has run. */
  readonly add: <Id extends EvidenceId>(id: Id, piece: Evidence[Id]) => void;
  /** Runs one detector or figure whose evidence is there; false where none waits. */
  readonly step: () => boolean;
  /** What was found, once all evidence was added. */
  readonly finish: () => Detected;
}

/**
 * Runs detectors one at a time, each as soon as its evidence is there, and lets go of evidence that nothing further
 * reads; `tell` hears which one begins.
 */
export function beginDetection(
  task: DetectTask,
  tell: (detector: string) => void = () => undefined,
): Detection {
  const { tables, settings, correction, window, now, people, counted } = task;
  const context = { window, now, people, random: (stream: string) => seededRandom(stream) };
  const findings: (readonly Finding[])[] = task.detectors.map(() => []);
  const figures = beginFigures(counted, now);
  const detectors = task.detectors.map((id, place): Job => {
    const detector = DETECTORS.find((known) => known.id === id);
    if (!detector) throw new RangeError(`There is no detector "${id}".`);
    return {
      needs: detector.needs,
      run: (evidence) => {
        tell(detector.title);
        const options = { tables, settings, correction, context };
        findings[place] = runDetector(detector, evidence as Evidence, options);
      },
    };
  });
  const waiting = [...detectors, ...figures.jobs];
  const evidence: { [Id in EvidenceId]?: Evidence[Id] } = {};
  const letGo = () => {
    for (const id of Object.keys(evidence) as EvidenceId[]) {
      if (!waiting.some(({ needs }) => needs.includes(id))) delete evidence[id];
    }
  };
  const step = () => {
    const place = waiting.findIndex(({ needs }) => needs.every((id) => id in evidence));
    const [job] = place < 0 ? [] : waiting.splice(place, 1);
    job?.run(evidence);
    letGo();
    return job !== undefined;
  };
  return {
    add: (id, piece) => {
      evidence[id] = piece;
    },
    step,
    finish: () => {
      while (step());
      if (waiting.length > 0) throw new Error("Some evidence never came.");
      return { findings: gateAudit(findings), figures: figures.finish() };
    },
  };
}

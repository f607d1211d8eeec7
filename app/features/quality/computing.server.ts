import type { Db } from "db/client";
import { agreementProjects } from "~/features/agreement/agreement.server";
import { methodName } from "~/features/agreement/analysis";
import { log } from "~/log.server";
import { computeQuality } from "./compute.server";

/** A computation that was asked for: waiting, under way, or ended without a result. */
export interface Computing {
  readonly state: "waiting" | "running" | "failed";
  /** What it is doing: "Dawid-Skene, iteration 12". */
  readonly step: string | null;
}

const underWay = new Map<string, Computing>();
/** One at a time: each holds a project's labels in memory. */
let line: Promise<void> = Promise.resolve();

/** How the computation of a project stands; null where none is under way. */
export const computingOf = (project: string): Computing | null => underWay.get(project) ?? null;

/** Asks for a project's computation, once; resolves when it is done, however it ends. */
export function startComputing(db: Db, project: string, clock: () => Date): Promise<void> {
  const before = underWay.get(project);
  if (before && before.state !== "failed") return line;
  underWay.set(project, { state: "waiting", step: null });
  line = line.then(() => compute(db, project, clock));
  return line;
}

async function compute(db: Db, project: string, clock: () => Date): Promise<void> {
  underWay.set(project, { state: "running", step: null });
  try {
    const [found] = await agreementProjects(db, project);
    if (found) {
      await computeQuality(db, found, clock(), ({ method, iteration }) =>
        underWay.set(project, { state: "running", step: `${methodName(method)}, iteration ${iteration}` }),
      );
    }
    underWay.delete(project);
  } catch (error) {
    log.error({ err: error, project }, "computing the agreement failed");
    underWay.set(project, { state: "failed", step: null });
  }
}

/** Waits for a computation, but not for long: a page then says that it is under way. */
export async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

import type { Db } from "db/client";
import { findProgrammeVersion } from "db/queries/programme-version";
import { tellImport } from "./progress.server";

const LOOK_EVERY_MS = 5_000;

interface Watch {
  viewers: number;
  readonly timer: NodeJS.Timeout;
}

const watches = new WeakMap<Db, Watch>();

/**
 * Tells viewers when the records have become others, whichever program changed them: an import on the command line, a
 * refresh, an audit. Looked for while somebody is there to be told; call what it returns when they have gone.
 */
export function watchRecords(system: Db, everyMs = LOOK_EVERY_MS): () => void {
  const watch = watches.get(system) ?? { viewers: 0, timer: setInterval(newLook(system), everyMs) };
  watches.set(system, watch);
  watch.viewers += 1;
  let isGone = false;
  return () => {
    if (isGone) return;
    isGone = true;
    watch.viewers -= 1;
    if (watch.viewers > 0) return;
    clearInterval(watch.timer);
    watches.delete(system);
  };
}

function newLook(system: Db): () => void {
  let known: string | undefined;
  let isLooking = false;
  const look = async () => {
    const version = await findProgrammeVersion(system);
    if (known !== undefined && version !== known) tellImport({ kind: "changed" });
    known = version;
  };
  return () => {
    if (isLooking) return;
    isLooking = true;
    // A database that is away for a moment is asked again next time.
    void look()
      .catch(() => undefined)
      .finally(() => (isLooking = false));
  };
}

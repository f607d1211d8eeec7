import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded, type Embedded } from "./server";

const PAUSE_MS = 5_000;

/** A place in the embedded server that is taken again when the server was killed. */
export interface Kept {
  readonly socketFolder: string;
  release(): Promise<void>;
}

/** As {@link startEmbedded}, for programs that run long: a server that dies under them is started again. */
export async function keepEmbedded(
  directory: string,
  onNotice: (notice: string) => void = () => undefined,
): Promise<Kept> {
  const stop = new AbortController();
  let current: Embedded | undefined = await startEmbedded(directory);
  let revival: Promise<void> = Promise.resolve();
  const { socketFolder } = current;

  const watch = () =>
    current?.onLost(() => {
      revival = revive();
    });
  const revive = async () => {
    current = undefined;
    onNotice("The embedded PostgreSQL ended; starting it again.");
    while (!stop.signal.aborted && !current) {
      try {
        current = await startEmbedded(directory);
        onNotice("The embedded PostgreSQL runs again.");
        watch();
      } catch (error) {
        onNotice(error instanceof Error ? error.message : String(error));
        await sleep(PAUSE_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      }
    }
  };

  watch();
  return {
    socketFolder,
    release: async () => {
      stop.abort();
      await revival;
      await current?.release();
      current = undefined;
    },
  };
}

import { EventEmitter } from "node:events";
import type { ImportProgress, ImportSummary } from "./import-summary";

/** What viewers of the imports screen are told while files come in. */
export type ImportEvent =
  | { readonly kind: "progress"; readonly progress: ImportProgress }
  | { readonly kind: "done"; readonly importId: number; readonly rows: number; readonly rejected: number }
  | { readonly kind: "failed"; readonly reason: string }
  /** The records are others than before: something was imported, counted or audited, here or by another program. */
  | { readonly kind: "changed" };

/** One channel for the process: the built server and the command line each hold a copy of this module. */
const PLACE = Symbol.for("evenhand.import-events");
const shared = globalThis as { [PLACE]?: EventEmitter };
const channel = (shared[PLACE] ??= new EventEmitter().setMaxListeners(0));

export const tellImport = (event: ImportEvent): void => void channel.emit("import", event);

export const importDone = ({ importId, rows, rejected }: ImportSummary): ImportEvent => ({
  kind: "done",
  importId,
  rows,
  rejected,
});

const KEEP_ALIVE_MS = 15_000;

export interface Listening {
  /** Called when the stream ends, whoever ends it. */
  readonly onEnd: () => void;
  /** Whether the viewer may still be told: asked as often as the stream is kept alive, for it outlasts a sign-out. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly everyMs?: number;
}

/** The events from now on as a stream of server-sent events, until the viewer goes away or may be told no more. */
export function importEvents(
  signal: AbortSignal,
  { onEnd, mayGoOn, everyMs = KEEP_ALIVE_MS }: Listening,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      let isOver = false;
      const send = (text: string) => {
        if (!isOver) controller.enqueue(encoder.encode(text));
      };
      const listener = (event: ImportEvent) => send(`data: ${JSON.stringify(event)}\n\n`);
      const alive = setInterval(() => {
        // A database that is away for a moment is asked again next time.
        void mayGoOn()
          .catch(() => true)
          .then((may) => (may ? send(": alive\n\n") : end()));
      }, everyMs);
      stop = () => {
        if (isOver) return;
        isOver = true;
        clearInterval(alive);
        channel.off("import", listener);
        onEnd();
      };
      const end = () => {
        stop();
        try {
          controller.close();
        } catch {
          // Cancelled already: nothing is left to close.
        }
      };
      signal.addEventListener("abort", end);
      channel.on("import", listener);
      send(": listening\n\n");
    },
    cancel() {
      stop();
    },
  });
}

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

/** The events from now on as a stream of server-sent events; it ends, and `onEnd` is called, when the viewer goes away. */
export function importEvents(signal: AbortSignal, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const listener = (event: ImportEvent) => send(`data: ${JSON.stringify(event)}\n\n`);
      const alive = setInterval(() => send(": alive\n\n"), KEEP_ALIVE_MS);
      stop = () => {
        clearInterval(alive);
        channel.off("import", listener);
        onEnd();
      };
      signal.addEventListener("abort", () => {
        stop();
        try {
          controller.close();
        } catch {
          // Cancelled already: nothing is left to close.
        }
      });
      channel.on("import", listener);
      send(": listening\n\n");
    },
    cancel() {
      stop();
    },
  });
}

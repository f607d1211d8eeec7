import type { Running } from "./running.server";

/** One line while an audit is under way, or after one that failed. */
export function RunState({ running }: { readonly running: Running | null }) {
  if (!running) return null;
  return (
    <p role="status" className="mb-3 rounded-lg border border-line bg-sunken px-4 py-2 text-sm">
      {running.state === "running"
        ? `The audit is running: ${running.step ?? "starting"}.`
        : "The last audit ended without a result. The server's log says why; it can be run again."}
    </p>
  );
}

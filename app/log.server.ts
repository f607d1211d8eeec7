import { pino } from "pino";
import { env } from "./env.server";

/** Structured log, one JSON object a line, on standard error: standard output is for results. */
export const log = pino(
  {
    level: level(),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.authorization", "*.cookie", "*.token"],
  },
  pino.destination({ dest: 2, sync: true }),
);

/** A wrong environment is for the command to report, in a sentence; loading this module must not fail over it. */
function level(): string {
  try {
    return env().logLevel;
  } catch {
    return "info";
  }
}

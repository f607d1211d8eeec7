import { pino } from "pino";
import { env } from "./env.server";

/** Never written down, however deep in what is logged (three levels are more than anything here has). */
const SECRETS = [
  "password",
  "newPassword",
  "authorization",
  "Authorization",
  "cookie",
  "Cookie",
  "token",
  "secret",
];

/** Structured log, one JSON object a line, on standard error: standard output is for results. */
export const log = pino(
  {
    level: level(),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
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

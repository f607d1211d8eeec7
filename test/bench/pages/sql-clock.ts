import pg from "pg";

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

let running = 0;
let since = 0;
let total = 0;

/** Time during which at least one statement was out at the database, whichever connection it went over. */
function begin(): void {
  if (running === 0) since = performance.now();
  running += 1;
}

function end(): void {
  running -= 1;
  if (running === 0) total += performance.now() - since;
}

const prototype = pg.Client.prototype as unknown as { query: Query };
const original = prototype.query;
// Every statement of the process goes through here, by a promise, which is how Kysely and better-auth ask.
prototype.query = function timed(this: pg.Client, ...given: unknown[]): unknown {
  begin();
  const asked = original.apply(this, given);
  if (asked instanceof Promise) void asked.then(end, end);
  else end();
  return asked;
};

/** Starts a clock; `stop` gives the milliseconds that the database has had since. */
export function sqlClock(): { readonly stop: () => number } {
  const before = total;
  return { stop: () => total - before };
}

/**
 * How freely do people move between k states? Shorrocks' index (k - trace P) / (k - 1) of a transition matrix: 0 where
 * nobody ever moves, 1 where the next state does not depend on the last, up to k / (k - 1).
 *
 * `transitions[from][to]` are counts, or shares of any scale: each row is divided by its own sum. States that nobody
 * started from are left out. Null with fewer than two states left. Throws a RangeError for a negative entry or a
 * matrix that is not square. Shorrocks 1978, "The measurement of mobility".
 */
export function shorrocksMobility(transitions: readonly (readonly number[])[]): number | null {
  let states = 0;
  let staying = 0;
  transitions.forEach((row, state) => {
    if (row.length !== transitions.length) throw new RangeError("A transition matrix must be square.");
    if (row.some((count) => !(count >= 0)))
      throw new RangeError("A transition cannot happen less than 0 times.");
    const started = row.reduce((sum, count) => sum + count, 0);
    if (started === 0) return;
    states++;
    staying += row[state]! / started;
  });
  return states < 2 ? null : (states - staying) / (states - 1);
}

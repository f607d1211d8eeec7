import { setFlagsFromString } from "node:v8";

/** How far the heap may grow beyond what is in use before garbage is looked for; left alone it may grow fourfold. */
const GROWTH_PERCENT = 50;

let running = 0;

/**
 * Keeps the heap close to what is in use while `work` runs: evidence comes and goes by hundreds of megabytes, and would
 * lie about as garbage beside what follows it. V8 reads the setting at each collection, for every thread; the last audit
 * to end gives it back.
 */
export async function withLeanHeap<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) setFlagsFromString("--heap-growing-percent=0");
  }
}

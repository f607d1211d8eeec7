/**
 * How fast labels are aggregated, how much memory that takes and how both grow: `npx tsx test/bench/aggregation.ts`.
 * Judgments of the reference's generator (five classes, five a item), one method and size a process, so that each has a
 * memory peak of its own; it includes Node, the judgments and their generator. `--method <name>` and `--judgments <n>`
 * (in thousands) run one; `--repeat <n>` runs each n times and shows the one that took the least processor time, for a
 * machine that is shared.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { againstGold } from "~/stats/aggregation/against-gold";
import type { Consensus } from "~/stats/aggregation/consensus";
import { dawidSkene } from "~/stats/aggregation/dawid-skene";
import { glad } from "~/stats/aggregation/glad";
import { type LabelSet, labelSetFromColumns } from "~/stats/aggregation/label-set";
import { mace } from "~/stats/aggregation/mace";
import { majority } from "~/stats/aggregation/majority";
import { oneCoin } from "~/stats/aggregation/one-coin";
import type { Possible } from "~/stats/aggregation/possible";
import { wawa, zeroBasedSkill } from "~/stats/aggregation/wawa";
import { krippendorffAlpha } from "~/stats/agreement/krippendorff-alpha";
import { alphaInterval } from "~/stats/agreement/alpha-interval";
import { valueCounts } from "~/stats/agreement/value-counts";
import { seededRandom } from "~/stats/random";
import { rankIntervals } from "~/stats/ranks";
import { generate } from "../reference/aggregation/generator";

/** Thousands of judgments; 500 and 5,000 are the reference's own sets, whose annotators are a five-hundredth. */
const SIZES = [500, 1000, 2000, 5000] as const;

/** What one run says of itself. */
interface Found extends Consensus {
  readonly iterations?: number;
  /** Starts of as many iterations each, where a method takes several. */
  readonly starts?: number;
  readonly history?: Float64Array;
}

const FIFTY = { maxIterations: 50, tolerance: -1 };
const METHODS: Readonly<Record<string, (labels: LabelSet) => Possible<Found>>> = {
  majority,
  wawa: (labels) => wawa(labels),
  "zero-based skill": (labels) => zeroBasedSkill(labels),
  "Dawid-Skene, 50 iterations": (labels) => dawidSkene(labels, FIFTY),
  "Dawid-Skene, to its default end": (labels) => dawidSkene(labels),
  "one-coin, 50 iterations": (labels) => oneCoin(labels, FIFTY),
  "MACE, 50 iterations, one start": (labels) => mace(labels, FIFTY),
  "MACE, 50 iterations, ten starts": (labels) =>
    mace(labels, { ...FIFTY, restarts: { count: 9, random: seededRandom(1) } }),
  "GLAD, to its optimum": (labels) => glad(labels),
};

/** The reference's log likelihood of its five million judgments after 20 iterations of Dawid-Skene (numpy, C and JS). */
const AFTER_TWENTY = -5920490.112536347;

interface Row {
  readonly method: string;
  readonly judgments: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly iterations: number | null;
  readonly perSecond: number | null;
  readonly peakMb: number;
  readonly accuracy: number | null;
  /** Log likelihood that the parameters of iteration 20 gave, where there were as many. */
  readonly afterTwenty: number | null;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

function labelsOf(thousands: number) {
  const seed = thousands === 5000 ? 20240602 : 20240601;
  const judgments = thousands * 1000;
  const shape = { seed, items: judgments / 5, annotators: judgments / 500, classes: 5, judgmentsPerItem: 5 };
  const set = generate(shape);
  return { labels: labelSetFromColumns(set), truth: set.truth };
}

function timed<T>(work: () => T): { result: T; seconds: number; cpuSeconds: number } {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const result = work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds, cpuSeconds: (user + system) / 1e6 };
}

const peakMb = () => process.resourceUsage().maxRSS / 1000;

function runOne(method: string, thousands: number): Row {
  const { labels, truth } = labelsOf(thousands);
  const judgments = labels.label.length;
  if (method === "Krippendorff's alpha, 1,000 resamples") return alphaRow(labels, method);
  const { result, seconds, cpuSeconds } = timed(() => METHODS[method]!(labels));
  const perStart = result.value?.iterations ?? null;
  const iterations = perStart === null ? null : perStart * (result.value?.starts ?? 1);
  return {
    method,
    judgments,
    seconds,
    cpuSeconds,
    iterations,
    perSecond: iterations === null ? null : (judgments * iterations) / cpuSeconds,
    peakMb: peakMb(),
    accuracy: result.value ? (againstGold(result.value, truth, 5).value?.accuracy ?? null) : null,
    afterTwenty: result.value?.history?.[19] ?? null,
  };
}

function alphaRow(labels: LabelSet, method: string): Row {
  const { seconds, cpuSeconds } = timed(() => {
    const counts = valueCounts(labels);
    krippendorffAlpha(counts, { level: "nominal" });
    return alphaInterval(counts, { level: "nominal" }, seededRandom(1));
  });
  const judgments = labels.label.length;
  return {
    method,
    judgments,
    seconds,
    cpuSeconds,
    iterations: null,
    perSecond: null,
    peakMb: peakMb(),
    accuracy: null,
    afterTwenty: null,
  };
}

function show({
  method,
  judgments,
  seconds,
  cpuSeconds,
  iterations,
  perSecond,
  peakMb: peak,
  accuracy,
}: Row): void {
  const million = (judgments / 1e6).toFixed(1);
  const rate = perSecond === null ? "" : `${(perSecond / 1e6).toFixed(1)} M`;
  const right = accuracy === null ? "" : accuracy.toFixed(4);
  say(
    `| ${method} | ${million} M | ${seconds.toFixed(2)} | ${cpuSeconds.toFixed(2)} | ${iterations ?? ""} | ${rate} | ${peak.toFixed(0)} | ${right} |`,
  );
}

function inProcessOfItsOwn(method: string, thousands: number): Promise<Row> {
  const child = fork(fileURLToPath(import.meta.url), [
    "--method",
    method,
    "--judgments",
    String(thousands),
    "--send",
  ]);
  return new Promise((resolve, reject) => {
    child.once("message", (row) => resolve(row as Row));
    child.once("exit", (code) => reject(new Error(`${method} at ${thousands} thousand ended with ${code}`)));
  });
}

async function bestOf(times: number, run: () => Promise<Row>): Promise<Row> {
  let best = await run();
  for (let time = 1; time < times; time++) {
    const again = await run();
    if (again.cpuSeconds < best.cpuSeconds) best = again;
  }
  return best;
}

function ranks(): void {
  const random = seededRandom(1);
  const alpha = Float64Array.from({ length: 10_000 }, () => 57 + 200 * random());
  const beta = Float64Array.from({ length: 10_000 }, () => 3 + 20 * random());
  const { seconds } = timed(() => rankIntervals({ alpha, beta }, random));
  say(`\nRank intervals of 10,000 annotators, 1,000 draws: ${seconds.toFixed(2)} s.`);
}

const { values } = parseArgs({
  options: {
    method: { type: "string" },
    judgments: { type: "string" },
    repeat: { type: "string" },
    send: { type: "boolean" },
  },
});
if (values.send) process.send?.(runOne(values.method ?? "", Number(values.judgments)));
else {
  const named = values.method === undefined ? null : values.method;
  const methods = [...Object.keys(METHODS), "Krippendorff's alpha, 1,000 resamples"];
  let reference: number | null = null;
  say(
    "| method | judgments | seconds | CPU seconds | iterations | judgments a CPU second and iteration | peak MB | right |",
  );
  say("|---|---|---|---|---|---|---|---|");
  for (const method of methods.filter((name) => named === null || name === named)) {
    const growth = method === "Dawid-Skene, 50 iterations" || method === "GLAD, to its optimum";
    const sizes = values.judgments ? [Number(values.judgments)] : growth ? SIZES : [500, 5000];
    for (const thousands of sizes) {
      const row = await bestOf(Number(values.repeat ?? 1), () => inProcessOfItsOwn(method, thousands));
      show(row);
      if (method === "Dawid-Skene, 50 iterations" && thousands === 5000) reference = row.afterTwenty;
    }
  }
  if (reference !== null) {
    say(
      `\nLog likelihood after 20 iterations of 5 M: ${reference.toFixed(6)}; the reference has ${AFTER_TWENTY}.`,
    );
  }
  if (named === null) ranks();
}

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { AUDIT_LEVEL } from "~/detectors/parts/audit-gate";
import { seededRandom } from "~/stats/random";
import { wilson } from "~/stats/wilson";
import { cleanProgramme, wholeAudit } from "../detectors/support/clean-programme";
import { ratesOf, SIMULATIONS } from "../detectors/support/simulations";

/**
 * How often each statistical detector flags a programme without its pattern, and with it; and how often a whole audit of
 * a clean programme flags anything. Writes `detectors.md` beside this file:
 * `npx tsx test/bench/detectors.ts [null programmes] [planted programmes] [whole audits]`.
 */
const nulls = Number(process.argv[2] ?? 400);
const planted = Number(process.argv[3] ?? 200);
const whole = Number(process.argv[4] ?? 600);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const started = performance.now();
const rows = SIMULATIONS.map((simulation) => {
  const { falseAlarms, found, foundInAudit } = ratesOf(simulation, nulls, planted);
  process.stderr.write(`${simulation.detector}: ${percent(falseAlarms)} false, ${percent(found)} found\n`);
  return `| ${simulation.detector} | ${simulation.size} | ${percent(falseAlarms)} | ${simulation.planted} | ${percent(found)} | ${percent(foundInAudit)} |`;
});

const alarms = { apart: 0, together: 0 };
const flaggedBy = new Map<string, number>();
for (let run = 0; run < whole; run++) {
  const { apart, together } = wholeAudit(cleanProgramme(seededRandom(`clean/${run}`)), run);
  if (apart.some(({ outcome }) => outcome === "flagged")) alarms.apart++;
  const flagged = new Set(
    together.filter(({ outcome }) => outcome === "flagged").map(({ detector }) => detector),
  );
  if (flagged.size > 0) alarms.together++;
  for (const detector of flagged) flaggedBy.set(detector, (flaggedBy.get(detector) ?? 0) + 1);
  if (run % 50 === 49) process.stderr.write(`${run + 1} whole audits, ${alarms.together} alarms\n`);
}
const share = (count: number) => {
  const { low, high } = wilson(count, whole);
  return `${count} of ${whole} (${percent(count / whole)}; 95 % interval ${percent(low)} to ${percent(high)})`;
};
const who = [...flaggedBy].map(([detector, count]) => `${detector} ${count}`).join(", ");

const text = `# Detectors under simulation

Made by \`npx tsx test/bench/detectors.ts ${nulls} ${planted} ${whole}\`; all programmes are drawn as evidence from fixed seeds.

## Each detector by itself

${nulls} programmes without the pattern and ${planted} with it, a row each. False alarms may be at most 7.5 % at a nominal
5 %; at the size named, at least 80 % of planted patterns must be found. The last column is the hardest place: a whole audit
whose other tests all say nothing, so that the detector has to pass the first of Holm's steps.

| detector | size | false alarms | planted | found | found in a whole audit |
|---|---|---|---|---|---|
${rows.join("\n")}

## A whole audit of a clean programme

Sixty people over 31 weeks with every table filled and nothing wrong (\`test/detectors/support/clean-programme.ts\`), all
twenty detectors together, every finding at every level: programme, project, tier, person, item, reviewer.

| | audits with any flag |
|---|---|
| each detector at its own 5 % | ${share(alarms.apart)} |
| after the gate over the whole audit | ${share(alarms.together)} |

Flags left after the gate: ${who === "" ? "none" : who}.

The gate (\`app/detectors/parts/audit-gate.ts\`) takes one p from each detector that tests, the smallest Simes p of its
families times their number, and lets flags stand only where Holm's steps over the detectors reject at ${percent(AUDIT_LEVEL)}. A flag that
passes in its own family alone is inconclusive: a second window that shows it again would confirm it. Breaches of rules
carry no p and are not touched. Where a p rests on something estimated (who truly passes a bar), the gate goes by a p that
allows for it. An audit of a single detector has no gate and keeps to 5 %.
`;
const file = fileURLToPath(new URL("./detectors.md", import.meta.url));
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
process.stderr.write(`${Math.round((performance.now() - started) / 1_000)} s\n`);

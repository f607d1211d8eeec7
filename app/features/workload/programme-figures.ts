import type { Finding, Json, Outcome } from "~/domain/finding";
import type { Unit } from "~/ui/format";

/** A measure that a programme has as a whole, and no person by themselves. */
export interface ProgrammeFigure {
  readonly label: string;
  readonly detector: string;
  readonly outcome: Outcome;
  readonly unit: Unit;
  readonly value: number;
  /** Null where it is a census, or where the interval is one of simulation, which `note` says. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly note: string;
}

interface Reading {
  readonly label: string;
  readonly detector: string;
  readonly unit: Unit;
  readonly note: string;
  readonly read: (finding: Finding) => {
    readonly value: Json | undefined;
    readonly low?: Json | undefined;
    readonly high?: Json | undefined;
  };
}

const object = (value: Json | undefined): Readonly<Record<string, Json>> =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
const pair = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const ofEffect = ({ effect }: Finding) => ({
  value: effect?.value ?? null,
  low: effect?.low ?? null,
  high: effect?.high ?? null,
});

const NUMBER: Unit = { kind: "number", digits: 2 };
const DAYS: Unit = { kind: "number", digits: 1 };

/** detectors.md section 2: the rows that only a whole programme has. */
const READINGS: readonly Reading[] = [
  {
    label: "Premium work of the top tier over a lottery among who passes",
    ...{ detector: "golden-batch-concentration", unit: { kind: "factor" }, note: "exact, over batches" },
    read: ofEffect,
  },
  {
    label: "Inequality of premium work beyond a lottery (excess Gini)",
    ...{
      detector: "golden-batch-concentration",
      unit: NUMBER,
      note: "observed less the mean of drawn lotteries",
    },
    read: ({ evidence }) => ({ value: object(evidence["excessGini"])["value"] }),
  },
  {
    label: "Premium offers an hour at night over by day",
    ...{ detector: "hours-rest-night-breach", unit: { kind: "factor" }, note: "Poisson" },
    read: ({ evidence }) => {
      const pull = object(evidence["nightPull"]);
      const [low, high] = pair(pull["interval"]);
      return { value: pull["ratio"], low, high };
    },
  },
  {
    label: "Pay differences within the same work (residual share of Theil)",
    ...{ detector: "personalised-pay-spread", unit: { kind: "share" }, note: "bootstrap of cells" },
    read: ofEffect,
  },
  {
    label: "Mobility between tiers (Shorrocks)",
    ...{
      detector: "tier-lock-in",
      unit: NUMBER,
      note: "in brackets: the band of constant skill under the same rule",
    },
    read: ({ evidence }) => {
      const mobility = object(evidence["mobility"]);
      const [low, high] = pair(mobility["band"]);
      return { value: mobility["observed"], low, high };
    },
  },
  {
    label: "Days to come back to a tier",
    ...{ detector: "tier-lock-in", unit: DAYS, note: "Kaplan-Meier median, people still out counted" },
    read: ({ evidence }) => ({ value: evidence["medianDaysToRegain"] }),
  },
  {
    label: "Tightenings of a bar close together",
    ...{ detector: "goalpost-ratchet", unit: { kind: "count" }, note: "census of versions" },
    read: ({ evidence }) => ({ value: evidence["tighteningsWithinSpan"] }),
  },
  {
    label: "Days of notice before a rule changes",
    ...{
      detector: "goalpost-ratchet",
      unit: DAYS,
      note: "median over versions; below 0: announced afterwards",
    },
    read: ({ evidence }) => ({ value: evidence["medianNoticeDays"] }),
  },
  {
    label: "Days to answer an appeal",
    ...{ detector: "decision-without-human", unit: DAYS, note: "Kaplan-Meier median, open appeals counted" },
    read: ({ evidence }) => ({ value: evidence["appealMedianDays"] }),
  },
  {
    label: "Contracts a person in half a year",
    ...{ detector: "contract-churn", unit: DAYS, note: "exact Poisson" },
    read: ofEffect,
  },
  {
    label: "Days that an engagement lasts",
    ...{ detector: "contract-churn", unit: DAYS, note: "Kaplan-Meier median, running ones counted" },
    read: ({ evidence }) => {
      const [value, low, high] = pair(evidence["medianTenureDays"]);
      return { value, low, high };
    },
  },
];

/** What the last audit says of the programme as a whole; measures that it does not have are left out. */
export function programmeFigures(findings: readonly Finding[]): readonly ProgrammeFigure[] {
  return READINGS.flatMap(({ read, ...reading }) => {
    const finding = findings.find(({ detector }) => detector === reading.detector);
    if (!finding || finding.outcome === "insufficient") return [];
    const { value, low, high } = read(finding);
    if (typeof value !== "number") return [];
    const interval = typeof low === "number" && typeof high === "number" ? ([low, high] as const) : null;
    return [{ ...reading, outcome: finding.outcome, value, interval }];
  });
}

import type { WorkloadSection } from "~/domain/workload-metric";
import type { Unit } from "~/ui/format";

/** What a page says of a fair-workload measure; the formulas stay on the server. */
export interface MeasureHead {
  readonly id: string;
  readonly label: string;
  /** For the head of a column. */
  readonly short: string;
  readonly section: WorkloadSection;
  readonly unit: Unit;
  /** Its page under /methodology. */
  readonly methodId: string;
  /** What to hold the value against; null where nothing is. */
  readonly reference: { readonly value: number; readonly label: string } | null;
}

export const DIMENSIONS = ["tier", "project", "country"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const SECTION_LABELS: Readonly<Record<WorkloadSection, string>> = {
  pay: "Pay and paid time",
  time: "Hours and rest",
  access: "Access and steadiness of work",
  contest: "Reviews, reasons and appeals",
};

import type { Told } from "~/domain/measured";
import { WORKLOAD_SECTIONS } from "~/domain/workload-metric";
import { Stat, StatRow } from "~/ui/card";
import { MeasuredCell } from "~/ui/measured-cell";
import { type MeasureHead, SECTION_LABELS } from "./measure-head";

export interface MeasureSectionsProps {
  readonly measures: readonly (MeasureHead & { readonly measured: Told })[];
}

/** Fair-workload measures under their headings, each opening its definition. */
export function MeasureSections({ measures }: MeasureSectionsProps) {
  return WORKLOAD_SECTIONS.map((section) => {
    const own = measures.filter((measure) => measure.section === section);
    if (own.length === 0) return null;
    return (
      <section key={section} aria-label={SECTION_LABELS[section]} className="grid gap-1.5">
        <h3 className="text-xs font-medium text-muted">{SECTION_LABELS[section]}</h3>
        <StatRow>
          {own.map(({ id, label, unit, methodId, reference, measured }) => (
            <Stat key={id} label={label}>
              <MeasuredCell
                layout="large"
                name={label}
                measured={measured}
                unit={unit}
                lineageHref={`/methodology/${methodId}`}
                {...(reference ? { reference, domain: [0, 2 * reference.value] as const } : {})}
              />
            </Stat>
          ))}
        </StatRow>
      </section>
    );
  });
}

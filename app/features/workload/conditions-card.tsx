import { Card } from "~/ui/card";
import { formatDate } from "~/ui/format";
import type { PersonConditions } from "./conditions.server";
import { MeasureSections } from "./measure-sections";

/** What one person's work is like beside its quality: every fair-workload metric of the last audit. */
export function ConditionsCard({ own }: { readonly own: PersonConditions | null }) {
  if (own === null) return null;
  return (
    <Card
      title="Conditions of the work"
      note={`Of the last audit, ${formatDate(own.from)} to ${formatDate(own.to)}. Work elsewhere is unseen: hours are a lower bound and rests an upper one.`}
    >
      <div className="grid gap-3">
        <MeasureSections measures={own.conditions} />
      </div>
    </Card>
  );
}

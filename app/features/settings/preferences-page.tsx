import { Form } from "@remix-run/react";
import { FormFault } from "~/features/accounts/outside-frame";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { formatCount, formatInstant, formatMoney, formatValue } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import type { OwnPreferences } from "./preferences.server";

export interface PreferencesPageProps extends OwnPreferences {
  readonly fault: string | undefined;
}

/** How numbers, dates, money and pages are shown to one person, wherever they sign in. */
export function PreferencesPage({ display, currencies, zones, fault }: PreferencesPageProps) {
  return (
    <>
      <PageHeader
        title="Preferences"
        summary="How numbers, dates, money and pages are shown to you, wherever you sign in. Files that you take away are not changed by it."
      />
      {fault ? <FormFault>{fault}</FormFault> : null}
      <Form method="post" reloadDocument className="grid max-w-4xl gap-4 wide:grid-cols-2 wide:items-start">
        <Card title="Numbers, dates and money">
          <div className="space-y-3">
            <SelectField
              label="Numbers"
              name="locale"
              defaultValue={display.locale}
              choices={[
                { value: "en-GB", label: "1,234,567.89" },
                { value: "de-DE", label: "1.234.567,89" },
                { value: "fr-FR", label: "1 234 567,89" },
                { value: "de-CH", label: "1’234’567.89" },
                { value: "en-IN", label: "12,34,567.89" },
              ]}
            />
            <SelectField
              label="Dates"
              name="dates"
              defaultValue={display.dates}
              choices={[
                { value: "day", label: "20 Mar 2026" },
                { value: "month", label: "Mar 20, 2026" },
                { value: "iso", label: "2026-03-20" },
              ]}
            />
            <TextField
              label="Time zone"
              name="zone"
              list="time-zones"
              defaultValue={display.zone ?? ""}
              hint="Of instants, and of your quiet hours. Empty for UTC. Days that work is counted by stay UTC days."
            />
            <datalist id="time-zones">
              {zones.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
            <SelectField
              label="Show money in"
              name="currency"
              defaultValue={display.currency ?? ""}
              choices={[
                { value: "", label: "The currency it is in" },
                ...currencies.map((value) => ({ value, label: value })),
              ]}
              hint="Converted where a dated exchange rate is on record, marked ≈, with the rate said above; the rest stays as it is."
            />
            <p className="text-xs text-muted" data-sample>
              {`Now: ${formatCount(1_234_567)}; ${formatValue(0.123, { kind: "number" })}; ${formatInstant("2026-03-20T14:05:00Z")}; ${formatMoney(123_456, "USD")}`}
            </p>
          </div>
        </Card>
        <Card title="Pages">
          <div className="space-y-3">
            <SelectField
              label="Theme"
              name="theme"
              defaultValue={display.theme}
              choices={[
                { value: "system", label: "As the system" },
                { value: "light", label: "Light" },
                { value: "dark", label: "Dark" },
              ]}
            />
            <SelectField
              label="Rows"
              name="density"
              defaultValue={display.density}
              choices={[
                { value: "comfortable", label: "Comfortable" },
                { value: "compact", label: "Compact" },
              ]}
            />
            <SelectField
              label="Motion"
              name="motion"
              defaultValue={display.motion}
              choices={[
                { value: "system", label: "As the system" },
                { value: "reduced", label: "Reduced" },
              ]}
            />
          </div>
        </Card>
        <div className="wide:col-span-2">
          <button type="submit" className="button-primary">
            Keep
          </button>
        </div>
      </Form>
    </>
  );
}

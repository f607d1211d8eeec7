import { Form } from "@remix-run/react";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { formatDate, formatMoney } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import type { Floors } from "./floors.server";

export interface FloorsPageProps extends Floors {
  readonly fault: string | undefined;
}

/** What an hour must pay, by place and from which day on: what pay is held against. */
export function FloorsPage({ floors, without, fault }: FloorsPageProps) {
  return (
    <>
      <PageHeader
        title="Wage floors"
        summary="What an hour must pay at a place, from a day on, with its source. Pay is held against the legal minimum that is in force; where none is on record the gap is unmeasured, never zero."
      />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_20rem] wide:items-start">
        <div className="grid min-w-0 gap-4">
          {without.length > 0 ? (
            <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm">
              {`No legal minimum is on record for ${without
                .map(({ country, people }) => `${country} (${people} ${people === 1 ? "person" : "people"})`)
                .join(", ")}.`}
            </p>
          ) : null}
          {floors.length === 0 ? (
            <EmptyState title="No floors yet">Add one, or import a ledger with wage_floors.csv.</EmptyState>
          ) : (
            <Card title="Floors on record" flush>
              <PlainTable
                label="Floors on record"
                whole
                rows={floors}
                rowId={({ country, region, kind, validFrom }) => `${country} ${region} ${kind} ${validFrom}`}
                columns={[
                  { header: "Place", cell: ({ country, region }) => region || country },
                  {
                    header: "Kind",
                    cell: ({ kind }) => (kind === "minimum" ? "legal minimum" : "living wage"),
                  },
                  {
                    header: "An hour",
                    align: "end",
                    cell: ({ amountMinorPerHour, currency }) => (
                      <span className="whitespace-nowrap">{formatMoney(amountMinorPerHour, currency)}</span>
                    ),
                  },
                  {
                    header: "From",
                    cell: ({ validFrom, isNewest }) => (
                      <span className="whitespace-nowrap">
                        {formatDate(validFrom)} {isNewest ? <Badge tone="outline">newest</Badge> : null}
                      </span>
                    ),
                  },
                  {
                    header: "Source",
                    cell: ({ source, importId }) => (
                      <>
                        {source}
                        <span className="block text-xs">
                          <Link href={`/imports/${importId}`}>{`import ${importId}`}</Link>
                        </span>
                      </>
                    ),
                  },
                ]}
              />
            </Card>
          )}
        </div>
        <AddForm fault={fault} />
      </div>
    </>
  );
}

function AddForm({ fault }: Pick<FloorsPageProps, "fault">) {
  return (
    <Card
      title="Add or correct a floor"
      note="The same place, kind and day replaces what stands there; the import that brought it can be taken out again."
    >
      <Form method="post" className="space-y-3">
        <TextField label="Country" name="country" required maxLength={2} hint="Two letters: KE, IN, PH." />
        <TextField label="Region" name="region" hint="US-CA; empty for the whole country." />
        <SelectField
          label="Kind"
          name="kind"
          defaultValue="minimum"
          choices={[
            { value: "minimum", label: "Legal minimum" },
            { value: "living", label: "Living wage" },
          ]}
        />
        <TextField label="Amount an hour" name="amount" type="number" step="any" min={0} required />
        <TextField label="Currency" name="currency" required maxLength={3} hint="Three letters: KES." />
        <TextField label="First day" name="validFrom" type="date" required />
        <TextField
          label="Source"
          name="source"
          required
          hint="The law, order or study, so it can be checked."
        />
        {fault ? (
          <p role="alert" className="text-xs text-alarm">
            {fault}
          </p>
        ) : null}
        <button type="submit" className="button-primary">
          Keep this floor
        </button>
      </Form>
    </Card>
  );
}

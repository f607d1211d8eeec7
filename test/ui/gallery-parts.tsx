import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { CheckField, SelectField, TextAreaField, TextField } from "~/ui/field";
import { ProgressBar } from "~/ui/progress-bar";
import { EmptyState, ErrorState, NoPermissionState, Skeleton } from "~/ui/states";
import { Tooltip } from "~/ui/tooltip";

/** Fields, facts and states. */
export function GalleryParts() {
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Card title="Fields" note="With a hint and an error">
        <div className="space-y-3">
          <TextField
            label="Minimum gold"
            name="minimum"
            type="number"
            defaultValue={20}
            hint="Below it, no tier."
          />
          <TextField
            label="Effective"
            name="at"
            defaultValue="soon"
            error="Give a date, at least 15 days from now."
          />
          <SelectField
            label="Decide on"
            name="decide"
            choices={[
              { value: "interval", label: "The interval" },
              { value: "point", label: "The estimate" },
            ]}
          />
          <TextAreaField label="Reason" name="reason" />
          <CheckField label="A person reviews each demotion" name="human" defaultChecked />
        </div>
      </Card>
      <Card title="Facts">
        <DefinitionList
          items={[
            {
              term: "Clock",
              value: (
                <Tooltip text="From opening the item to sending it, idle time left out.">active</Tooltip>
              ),
            },
            { term: "Outcome", value: <Badge tone="caution">inconclusive</Badge> },
            { term: "Import", value: <ProgressBar label="Import" share={0.4} text="3,200 of 8,000 rows" /> },
          ]}
        />
        <div className="mt-4 space-y-4">
          <Skeleton lines={3} />
          <EmptyState
            title="No records yet"
            actions={<button className="button-primary">Import a file</button>}
          >
            Import what your platform exports.
          </EmptyState>
          <ErrorState title="The import stopped" id="4a65b9523c0d">
            Nothing of it was kept.
          </ErrorState>
          <NoPermissionState title="This is for researchers">
            An administrator can open it to you.
          </NoPermissionState>
        </div>
      </Card>
    </div>
  );
}

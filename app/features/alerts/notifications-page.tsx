import { Form } from "@remix-run/react";
import { FormFault } from "~/features/accounts/outside-frame";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { OwnMailSettings } from "./inbox.server";

export interface NotificationsPageProps extends OwnMailSettings {
  readonly fault: string | undefined;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const clock = (minutes: number | null): string =>
  minutes === null
    ? ""
    : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** How and when somebody is written to. The inbox has everything at once, whatever is chosen here. */
export function NotificationsPage(props: NotificationsPageProps) {
  const { mode, quietFrom, quietTo, digestHour, digestWeekday, sendsMail, fault } = props;
  return (
    <>
      <PageHeader
        title="Notifications"
        summary="How and when you are written to. Your inbox has every notice at once, whatever is chosen here."
      />
      {fault ? <FormFault>{fault}</FormFault> : null}
      <Card
        title="Mail"
        className="max-w-xl"
        note={
          <>
            {sendsMail ? "" : "This server sends no mail yet; what you choose holds from when it does. "}
            Hours are those of the time zone in your <Link href="/settings/preferences">preferences</Link>.
          </>
        }
      >
        <Form method="post" className="space-y-3">
          <SelectField
            label="Send mail"
            name="mode"
            defaultValue={mode}
            choices={[
              { value: "at_once", label: "At once" },
              { value: "daily", label: "Once a day" },
              { value: "weekly", label: "Once a week" },
              { value: "never", label: "Never" },
            ]}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label="Quiet from"
              name="quietFrom"
              type="time"
              step={900}
              defaultValue={clock(quietFrom)}
              hint="What comes then is held until the end."
            />
            <TextField
              label="Quiet until"
              name="quietTo"
              type="time"
              step={900}
              defaultValue={clock(quietTo)}
            />
          </div>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label="Digest at"
              name="digestHour"
              defaultValue={String(digestHour)}
              choices={Array.from({ length: 24 }, (_, hour) => ({
                value: String(hour),
                label: clock(hour * 60),
              }))}
            />
            <SelectField
              label="Weekly digest on"
              name="digestWeekday"
              defaultValue={String(digestWeekday)}
              choices={DAYS.map((label, day) => ({ value: String(day), label }))}
            />
          </div>
          <button type="submit" className="button-primary">
            Keep
          </button>
        </Form>
      </Card>
    </>
  );
}

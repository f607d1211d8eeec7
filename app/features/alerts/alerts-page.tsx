import { Form } from "@remix-run/react";
import { FormFault } from "~/features/accounts/outside-frame";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";
import { DeliveryLog } from "./delivery-log";
import type { Alerts } from "./rules.server";

export interface AlertsPageProps extends Alerts {
  readonly answer:
    { readonly fault: string } | { readonly done: string; readonly secret?: string | undefined } | undefined;
}

/** Which crossings somebody is told of, where notices go, and what became of each. */
export function AlertsPage({
  rules,
  endpoints,
  deliveries,
  sendsMail,
  mayAddEndpoints,
  answer,
}: AlertsPageProps) {
  return (
    <>
      <PageHeader
        title="Alerts"
        summary="A rule tells once when the whole 95 % interval of a metric lies beyond a bound, or a pattern is flagged, and once when it has come back. What wavers inside its interval is never told. With many people under one rule, some cross by chance alone."
        actions={
          <Link href="/settings/alerts/new" className="button-primary">
            New rule
          </Link>
        }
      />
      <Answer answer={answer} />
      {sendsMail ? null : (
        <p className="mb-4 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
          No mail is sent: whoever runs this server sets SMTP_URL and MAIL_FROM. Inboxes and endpoints work
          without.
        </p>
      )}
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_20rem] wide:items-start">
        <div className="grid min-w-0 gap-4">
          <Rules rules={rules} />
          <DeliveryLog deliveries={deliveries} />
        </div>
        <Endpoints endpoints={endpoints} mayAddEndpoints={mayAddEndpoints} />
      </div>
    </>
  );
}

function Answer({ answer }: Pick<AlertsPageProps, "answer">) {
  if (!answer) return null;
  if ("fault" in answer) return <FormFault>{answer.fault}</FormFault>;
  return (
    <div role="status" className="mb-4 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
      {answer.done}
      {answer.secret ? (
        <code className="mt-1 block select-all break-all font-mono text-xs">{answer.secret}</code>
      ) : null}
    </div>
  );
}

function Rules({ rules }: Pick<Alerts, "rules">) {
  if (rules.length === 0) {
    return (
      <EmptyState title="No rules yet">
        Make one for a number that you would want to hear of, and see how often it would have fired.
      </EmptyState>
    );
  }
  return (
    <Card title="Rules" flush>
      <PlainTable
        label="Rules"
        whole
        rows={rules}
        rowId={({ ruleId }) => String(ruleId)}
        columns={[
          {
            header: "Rule",
            cell: ({ ruleId, name, text }) => (
              <>
                <Link href={`/settings/alerts/${ruleId}`} className="font-medium">
                  {name}
                </Link>
                <span className="block text-xs text-muted">{text}</span>
              </>
            ),
          },
          { header: "For", cell: ({ scope }) => scope },
          {
            header: "Now",
            cell: ({ open, paused }) =>
              paused ? (
                <Badge tone="outline">paused</Badge>
              ) : open > 0 ? (
                <Badge tone="caution">{`${open} beyond`}</Badge>
              ) : (
                <span className="text-muted">nothing open</span>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Endpoints({ endpoints, mayAddEndpoints }: Pick<Alerts, "endpoints" | "mayAddEndpoints">) {
  return (
    <Card title="Endpoints" note="Addresses outside that notices can go to, besides people.">
      <ul className="mb-3 grid gap-2 text-sm">
        {endpoints.map(({ endpointId, name, kind, host }) => (
          <li key={endpointId} className="flex items-center justify-between gap-2">
            <span className="min-w-0">
              <span className="block truncate">{name}</span>
              <span className="block truncate text-xs text-muted">{`${kind}, ${host}`}</span>
            </span>
            {mayAddEndpoints ? (
              <Form method="post">
                <input type="hidden" name="endpointId" value={endpointId} />
                <button
                  type="submit"
                  name="intent"
                  value="remove"
                  className="button"
                  aria-label={`Remove ${name}`}
                >
                  Remove
                </button>
              </Form>
            ) : null}
          </li>
        ))}
        {endpoints.length === 0 ? <li className="text-muted">None.</li> : null}
      </ul>
      {mayAddEndpoints ? (
        <Form method="post" className="space-y-3 border-t border-line pt-3" aria-label="Add an endpoint">
          <TextField label="Endpoint's name" name="name" required />
          <SelectField
            label="Sends"
            name="kind"
            defaultValue="webhook"
            choices={[
              { value: "webhook", label: "JSON, signed" },
              { value: "slack", label: "Slack-compatible" },
            ]}
          />
          <TextField label="Address" name="url" required hint="https://…; never in a private network." />
          <button type="submit" name="intent" value="add" className="button">
            Add endpoint
          </button>
        </Form>
      ) : (
        <p className="text-xs text-muted">An administrator adds endpoints.</p>
      )}
    </Card>
  );
}

import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import type { ShownDelivery } from "./rules.server";

const CHANNELS = { email: "mail", webhook: "webhook", slack: "Slack" } as const;

/** Every delivery with its outcome, the latest first. */
export function DeliveryLog({ deliveries }: { readonly deliveries: readonly ShownDelivery[] }) {
  if (deliveries.length === 0) {
    return (
      <Card title="Deliveries">
        <p className="text-sm text-muted">Nothing has been sent yet.</p>
      </Card>
    );
  }
  return (
    <Card title="Deliveries" note="What left this server, and what waits to." flush>
      <PlainTable
        label="Deliveries"
        rows={deliveries}
        rowId={({ deliveryId }) => String(deliveryId)}
        columns={[
          { header: "Notice", cell: ({ title }) => title },
          {
            header: "To",
            cell: ({ channel, person, endpoint }) =>
              `${person ?? endpoint ?? "somebody"}, ${CHANNELS[channel]}`,
          },
          { header: "State", cell: (delivery) => <State {...delivery} /> },
          {
            header: "When",
            cell: ({ doneAt, madeAt }) => (
              <span className="whitespace-nowrap">{formatInstant(doneAt ?? madeAt)}</span>
            ),
          },
          { header: "Attempts", align: "end", cell: ({ attempts }) => attempts },
        ]}
      />
    </Card>
  );
}

function State({ status, heldFor, dueAt, outcome }: ShownDelivery) {
  return (
    <>
      <Badge tone={status === "sent" ? "positive" : status === "failed" ? "caution" : "outline"}>
        {status}
      </Badge>
      <span className="block text-xs text-muted">
        {status === "waiting"
          ? `${heldFor ? `held for ${heldFor}, ` : ""}due ${formatInstant(dueAt)}${outcome ? `; ${outcome}` : ""}`
          : outcome}
      </span>
    </>
  );
}

import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { formatCount, formatDate, formatHours } from "~/ui/format";
import { MeasuredCell } from "~/ui/measured-cell";
import type { Combined, HourlyPay, Hours } from "./combined";

/** The person's week, rest and pay of all platforms together, over the days that own records cover. */
export function TogetherCards(props: Combined & { readonly zone: string }) {
  const { fromDay, toDay, days, zone, hours, hoursAWeek, shortestRestHours, shortRests, pay, weeks } = props;
  const { platforms, withoutPay } = props;
  return (
    <>
      <Card
        title="All platforms together"
        note={`${formatDate(fromDay)} to ${formatDate(toDay)}, the ${formatCount(days)} days that your own records cover, on the clock of ${zone}. Made of your own records and the ledger's; the same minute counts once.`}
      >
        <DefinitionList
          items={[
            {
              term: "Hours",
              value: `${formatHours(hours.together)}: ${partsText(hours)}`,
            },
            {
              term: "Hours a week",
              value: <MeasuredCell measured={hoursAWeek} unit={{ kind: "hours" }} layout="line" />,
            },
            {
              term: "Shortest daily rest",
              value: (
                <>
                  <MeasuredCell measured={shortestRestHours} unit={{ kind: "hours" }} layout="line" />
                  {shortRests === 0
                    ? "; none under 11 hours"
                    : `; ${formatCount(shortRests)} work ${shortRests === 1 ? "day was" : "days were"} followed by less than 11 hours`}
                </>
              ),
            },
            { term: "Pay an hour", value: <Hourly {...pay} /> },
          ]}
        />
        {withoutPay > 0 ? (
          <p className="mt-2 text-xs text-muted">
            {`${formatCount(withoutPay)} own ${withoutPay === 1 ? "record names" : "records name"} no pay: left out of pay an hour, with ${withoutPay === 1 ? "its" : "their"} hours.`}
          </p>
        ) : null}
      </Card>
      <Card title="Week by week" note="Hours, in weeks from Monday." flush>
        <PlainTable
          label="Week by week"
          rows={weeks}
          rowId={({ monday }) => monday}
          columns={[
            {
              header: "Week of",
              cell: ({ monday }) => <span className="whitespace-nowrap">{formatDate(monday)}</span>,
            },
            {
              header: "Here",
              align: "end",
              cell: ({ here }) => hoursText(here),
            },
            { header: "Elsewhere", align: "end", cell: ({ elsewhere }) => formatHours(elsewhere) },
            { header: "At once", align: "end", cell: ({ both }) => hoursText(both) },
            {
              header: "Together",
              align: "end",
              cell: ({ together }) => <span className="font-medium">{formatHours(together)}</span>,
            },
          ]}
        />
      </Card>
      <Card
        title="Elsewhere, by platform"
        note="From your own records alone, which nobody has checked."
        flush
      >
        <PlainTable
          label="Elsewhere, by platform"
          rows={platforms}
          rowId={({ platform }) => platform}
          columns={[
            { header: "Platform", cell: ({ platform }) => platform },
            { header: "Hours", align: "end", cell: ({ hours: own }) => formatHours(own) },
            { header: "Pay an hour", align: "end", cell: ({ pay: own }) => <Hourly {...own} /> },
          ]}
        />
      </Card>
    </>
  );
}

const partsText = ({ here, elsewhere, both }: Hours) =>
  here === null || both === null
    ? "all of them elsewhere; here no working times are on record"
    : `${formatHours(here)} here and ${formatHours(elsewhere)} elsewhere, of which ${formatHours(both)} at once`;

const hoursText = (hours: number | null) => (hours === null ? "unmeasured" : formatHours(hours));

function Hourly({ measured, currency }: HourlyPay) {
  return (
    <MeasuredCell
      measured={measured}
      unit={{ kind: "money", currency: currency ?? "USD", per: "hour" }}
      layout="line"
    />
  );
}

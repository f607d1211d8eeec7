import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount } from "~/ui/format";
import { measuredText } from "~/ui/measured";
import type { MeasureHead } from "./measure-head";
import type { Workload } from "./workload.server";

type Group = Workload["groups"][number];

const measureColumn = ({ short, unit }: MeasureHead, place: number): PlainColumn<Group> => ({
  header: short,
  cell: ({ measures }) => {
    const measured = measures[place];
    if (measured?.kind !== "measured" && measured?.kind !== "bounded")
      return <span className="text-2xs text-faint">{absence(measured)}</span>;
    const [value, ...interval] = measuredText(measured, unit).split(" (");
    return (
      <span className="block whitespace-nowrap tabular-nums">
        {value}
        <span className="block text-2xs text-faint">{interval.join(" (").replace(/\)$/, "")}</span>
      </span>
    );
  },
});

const absence = (measured: Group["measures"][number] | undefined): string =>
  measured?.kind === "insufficient" ? "too few" : "unmeasured";

/** Every measure by group; what is held back for its size says so. */
export function GroupsCard({ groups, query, minimumCell, programme }: Workload) {
  const head: PlainColumn<Group> = {
    header: query.by.charAt(0).toUpperCase() + query.by.slice(1),
    cell: ({ group, people, suppressed }) => (
      <span className="block min-w-28 font-medium">
        {group}
        <span className="block text-2xs font-normal text-faint">
          {suppressed
            ? `fewer than ${minimumCell}, or next to such a group`
            : `${formatCount(people)} people`}
        </span>
      </span>
    ),
  };
  return (
    <Card
      title={`By ${query.by}`}
      note={`Groups of at least ${minimumCell} people${minimumCell === 10 ? ", of 34 where it is the middle person's value, counts to the nearest five" : ""}. Pay is told in multiples of the wage floor of each person's place, so that places and currencies compare.`}
      flush
    >
      {groups.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">{`No ${query.by} is on record.`}</p>
      ) : (
        <PlainTable
          label={`Workload by ${query.by}`}
          columns={[head, ...programme.map(measureColumn)]}
          rows={groups}
          rowId={({ group }) => group}
        />
      )}
    </Card>
  );
}

import { formatPercent } from "~/ui/format";
import { TimeSeries } from "~/ui/time-series";
import type { ControlView } from "./control";

export interface ControlCardProps {
  readonly title: string;
  readonly view: ControlView;
  readonly methodHref: string;
}

/** A share by day against its control limits. */
export function ControlCard({ title, view, methodHref }: ControlCardProps) {
  const { points, centre, spread, reading } = view;
  return (
    <TimeSeries
      title={title}
      reading={reading}
      series={[{ name: title, points }]}
      rules={centre === null ? [] : [{ value: centre, name: `centre ${formatPercent(centre)}` }]}
      unit={{ kind: "ratio" }}
      bandName="Control limits"
      fileName={title.toLowerCase().replaceAll(" ", "-")}
      methodHref={methodHref}
      note={
        spread === null
          ? undefined
          : `p chart, three sigma, exact binomial (Shewhart 1931); days move ${spread.toFixed(1)} times as far as chance (Laney 2002).`
      }
    />
  );
}

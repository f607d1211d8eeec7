import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { formatCount } from "~/ui/format";
import { MeasuredCell } from "~/ui/measured-cell";
import type { SharedHours } from "./shared-hours.server";

/** What researchers are told of work on other platforms, from those who chose to share it. */
export function SharedHoursCard({ people, hoursAWeek, sentence }: SharedHours) {
  return (
    <Card
      title="Work on all platforms together"
      note="From records of their own that annotators added and chose to share, each joined with the ledger's working times: the same minute counts once. Whoever shares is not a sample of everybody."
    >
      <DefinitionList
        items={[
          {
            term: "People who share",
            value: people === null ? "withheld: fewer than 10" : `about ${formatCount(people)}`,
          },
          {
            term: "Median hours a week",
            value:
              hoursAWeek.kind === "unmeasured" ? (
                hoursAWeek.reason
              ) : (
                <MeasuredCell measured={hoursAWeek} unit={{ kind: "hours" }} layout="line" />
              ),
          },
        ]}
      />
      {sentence ? <p className="mt-2 text-sm text-muted">{sentence}</p> : null}
    </Card>
  );
}

import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import type { RuleErrors } from "~/tiers/rule-errors";
import { percent } from "~/tiers/words";
import { Card } from "~/ui/card";
import { formatCount, formatPercent } from "~/ui/format";

type DemotionRow = RuleErrors["falseDemotion"][number];
type PromotionRow = RuleErrors["falsePromotion"][number];

const DEMOTIONS: readonly PlainColumn<DemotionRow>[] = [
  { header: "Truly right", cell: ({ trueShare }) => percent(trueShare) },
  { header: "Lost in one", align: "end", cell: ({ perWindow }) => formatPercent(perWindow) },
  { header: "In six", align: "end", cell: ({ sixWindows }) => formatPercent(sixWindows) },
];
const PROMOTIONS: readonly PlainColumn<PromotionRow>[] = [
  { header: "Truly right", cell: ({ trueShare }) => percent(trueShare) },
  { header: "Won in one", align: "end", cell: ({ perWindow }) => formatPercent(perWindow) },
];

/** How often the rule errs by chance, from the binomial distribution: no history is needed for it. */
export function ErrorsCard({
  errors,
  telling,
}: {
  readonly errors: RuleErrors | null;
  readonly telling: { readonly bar: number; readonly n: number | null } | null;
}) {
  if (errors === null || telling === null) {
    return (
      <Card title="How often it errs by chance">
        <p className="text-sm text-faint">No tier has a bar on gold accuracy, so there is no exact answer.</p>
      </Card>
    );
  }
  return (
    <Card
      title="How often it errs by chance"
      note={`The highest gold bar, ${percent(errors.bar)}, with ${formatCount(errors.n)} gold items a window: how often one window, or six, take it or give it; exact, from the binomial distribution. ${
        telling.n === null
          ? "No number of items up to 5,000 tells"
          : `It takes ${formatCount(telling.n)} gold items to tell`
      } somebody five points below the bar from somebody at it (80 % power, the whole interval below).`}
      flush
    >
      <div className="grid sm:grid-cols-2">
        <PlainTable
          label="Lost by chance"
          columns={DEMOTIONS}
          rows={errors.falseDemotion}
          rowId={({ trueShare }) => String(trueShare)}
        />
        <PlainTable
          label="Won by chance"
          columns={PROMOTIONS}
          rows={[...errors.falsePromotion].reverse().slice(0, errors.falseDemotion.length + 2)}
          rowId={({ trueShare }) => String(trueShare)}
        />
      </div>
    </Card>
  );
}

import { defineDetector } from "~/domain/detector";
import { mantelHaenszelRateRatio } from "~/stats/mantel-haenszel";
import { firstRowIds, insufficientAnswer, programmeAnswer } from "./parts/answer";
import { sum } from "./parts/group";
import { judgeLow, statisticalSeverity } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = { kind: "convention", source: "A fifth fewer offers for each available hour" } as const;

/** Does work slow down when a person nears a bonus or tier target? */
export default defineDetector({
  id: "near-target-starvation",
  version: 1,
  title: "Fewer offers near a target",
  question: "Are there fewer offers an available hour at 90 to 100 % of a target than at 50 to 90 %?",
  harm: "Work slows when a person nears a target, so that they stay longer.",
  kind: "statistical",
  requires: ["targets", "offers", "availability"],
  needs: ["targetStates"],
  params: {
    rateRatio: param("Offers an hour near the target against before", "ratio", [0.8, 0.1, 1]),
    nearOffers: param("Offers near targets", "offers", [30, 10, 1_000]),
    referenceOffers: param("Offers before", "offers", [100, 20, 10_000]),
  },
  minimum: "Thirty offers near targets and a hundred before.",
  innocent: [
    "A project may have run out of work at the time when many were near their targets.",
    "People near a target may take larger batches, so that fewer offers carry the same work.",
  ],
  limits: [
    "Compared only within a person and a block of the local week, so that quiet hours do not count as starvation.",
  ],
  sources: [
    { kind: "paper", text: "Mantel and Haenszel 1959; Greenland and Robins 1985 (rate ratio over strata)" },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Pay bonuses pro rata, freeze targets when no work is offered, guarantee offers within a stated time.",
  messages: {
    flagged:
      "Near a target people were offered {ratio} times as much an hour as before; {lapsed} bonuses lapsed there.",
    clear: "Near a target people were offered {ratio} times as much an hour as before.",
    inconclusive:
      "Near a target people were offered {ratio} times as much an hour as before; the interval covers the threshold.",
  },
  detect({ targetStates: { cells, targets, lapsed } }, params, { people }) {
    const threshold = { value: params.rateRatio, ...THRESHOLD };
    const near = sum(cells.map(({ nearOffers }) => nearOffers));
    const reference = sum(cells.map(({ referenceOffers }) => referenceOffers));
    const details = { n: near + reference, nUnit: "offers", threshold };
    // Starved people have few offers: what is asked for is the exposure that would have brought that many.
    const expectedNear = sum(
      cells.map((cell) =>
        cell.referenceHours > 0 ? (cell.referenceOffers / cell.referenceHours) * cell.nearHours : 0,
      ),
    );
    if (Math.max(near, expectedNear) < params.nearOffers || reference < params.referenceOffers) {
      const reason = `${near} offers near targets and ${reference} before, ${params.nearOffers} and ${params.referenceOffers} needed`;
      return [insufficientAnswer(reason, details)];
    }
    const result = mantelHaenszelRateRatio(
      cells.map((cell) => ({
        first: { events: cell.nearOffers, exposure: cell.nearHours },
        second: { events: cell.referenceOffers, exposure: cell.referenceHours },
      })),
    );
    if (!result || result.ratio === null)
      return [insufficientAnswer("no person was available in both states", details)];
    const { ratio, low, high, p, strata, method } = result;
    const outcome = judgeLow({ value: ratio, low, high, threshold: params.rateRatio, indifference: 1 });
    const affected = new Set(cells.filter(({ nearHours }) => nearHours > 0).map(({ annotator }) => annotator))
      .size;
    const currencies = new Set(lapsed.map(({ currency }) => currency));
    const [currency] = currencies;
    return [
      programmeAnswer({
        outcome,
        severity:
          outcome !== "flagged"
            ? null
            : lapsed.length > 0
              ? "high"
              : statisticalSeverity(ratio, params.rateRatio, 1, affected / Math.max(1, people)),
        message: { id: outcome, data: { ratio: ratio.toFixed(2), lapsed: lapsed.length } },
        effect: {
          name: "offer_rate_ratio",
          value: ratio,
          unit: "ratio",
          low,
          high,
          method: `Mantel-Haenszel over person and block of the week, ${method} 95 %`,
        },
        p,
        n: near + reference,
        nUnit: "offers",
        threshold,
        wouldChange: "More available hours near targets.",
        evidence: {
          nearOffers: near,
          referenceOffers: reference,
          strata,
          targets,
          lapsed: lapsed.length,
          extraMinutesATarget: extraMinutes(cells, near, targets),
        },
        rowIds: firstRowIds(lapsed.map(({ id }) => id)),
        affected,
        affectedHours: sum(cells.map(({ nearHours }) => nearHours)),
        money:
          currencies.size === 1 && currency
            ? { minor: sum(lapsed.map(({ rewardMinor }) => rewardMinor ?? 0)), currency }
            : null,
        chart: {
          kind: "intervals",
          title: "Offers an available hour near a target against before",
          unit: "ratio",
          rows: [{ label: "near / before", value: ratio, low, high }],
          reference: 1,
        },
      }),
    ];
  },
});

/** Minutes that the near stretch of a target took beyond what the reference rate would have. */
function extraMinutes(
  cells: readonly {
    readonly nearHours: number;
    readonly nearOffers: number;
    readonly referenceHours: number;
    readonly referenceOffers: number;
  }[],
  near: number,
  targets: number,
): number | null {
  const hours = sum(cells.map(({ nearHours }) => nearHours));
  const rate =
    sum(cells.map(({ referenceOffers }) => referenceOffers)) /
    sum(cells.map(({ referenceHours }) => referenceHours));
  return targets === 0 || !(rate > 0) ? null : ((hours - near / rate) * 60) / targets;
}

import { matchesGold } from "~/domain/answer";
import type { LedgerRecord, Row } from "~/domain/ledger";
import type { Reading, TimeWindow, WindowTally } from "~/domain/window-tally";

/**
 * Tallies counted from the rows of a ledger as they stand in it, for replays in tests: gold by the project's rule with
 * standing keys, handling time over the mean of the same project and window, and what else a window knows.
 */
export function talliesOfLedger(
  records: Iterable<LedgerRecord>,
  windows: readonly TimeWindow[],
): WindowTally[] {
  const judgments: Row<"judgments">[] = [];
  const items = new Map<string, Row<"items">>();
  const projects = new Map<string, Row<"projects">>();
  const premium = new Set<string>();
  const offers: Row<"offers">[] = [];
  const online: Row<"availability">[] = [];
  for (const record of records) {
    if (record.table === "judgments") judgments.push(record.row);
    else if (record.table === "items") items.set(record.row.itemId, record.row);
    else if (record.table === "projects") projects.set(record.row.projectId, record.row);
    else if (record.table === "batches" && record.row.premium === true) premium.add(record.row.batchId);
    else if (record.table === "offers") offers.push(record.row);
    else if (record.table === "availability" && record.row.source === "online") online.push(record.row);
  }
  const verdict = ({ itemId, projectId, answer }: Row<"judgments">): boolean | null => {
    const item = items.get(itemId);
    if (item?.goldAnswer == null || item.goldStatus !== "active" || answer == null) return null;
    const project = projects.get(projectId);
    return matchesGold(
      answer,
      item.goldAnswer,
      project?.answerRule ?? "overlap",
      project?.goldTolerance ?? 0,
    );
  };
  return windows.flatMap((window) => {
    const inside = (at: string) => at >= window.from && at < window.to;
    const own = judgments.filter(
      ({ status, submittedAt }) =>
        ["submitted", "approved", "rejected"].includes(status) && submittedAt != null && inside(submittedAt),
    );
    const mean = meansOf(own);
    return [...group(own)].map(([annotatorId, work]) => ({
      annotatorId,
      projectId: null,
      window: { from: window.from, to: window.to },
      readings: readingsOf(work, mean, verdict),
      pay: { minor: sum(work.map(({ payMinor }) => payMinor ?? 0)), currency: work[0]?.currency ?? "USD" },
      workedSec: sum(work.map(({ activeSeconds }) => activeSeconds ?? 0)),
      availableSec: sum(
        online
          .filter((each) => each.annotatorId === annotatorId && inside(each.from))
          .map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 1_000),
      ),
      premiumOfferCount: offers.filter(
        (offer) => offer.annotatorId === annotatorId && premium.has(offer.batchId) && inside(offer.offeredAt),
      ).length,
    }));
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function group(work: readonly Row<"judgments">[]): ReadonlyMap<string, Row<"judgments">[]> {
  const groups = new Map<string, Row<"judgments">[]>();
  for (const each of work) groups.set(each.annotatorId, [...(groups.get(each.annotatorId) ?? []), each]);
  return groups;
}

function meansOf(work: readonly Row<"judgments">[]): ReadonlyMap<string, number> {
  const projects = [...new Set(work.map(({ projectId }) => projectId))];
  return new Map(
    projects.map((id) => {
      const times = work
        .filter(({ projectId }) => projectId === id)
        .map(({ activeSeconds }) => activeSeconds ?? 0);
      return [id, sum(times) / times.length];
    }),
  );
}

function readingsOf(
  work: readonly Row<"judgments">[],
  mean: ReadonlyMap<string, number>,
  verdict: (judgment: Row<"judgments">) => boolean | null,
): Record<string, Reading> {
  const verdicts = work.map(verdict).filter((each) => each !== null);
  const value =
    sum(work.map(({ activeSeconds }) => activeSeconds ?? 0)) /
    sum(work.map(({ projectId }) => mean.get(projectId) ?? 0));
  return {
    gold_accuracy: { kind: "share", successes: verdicts.filter(Boolean).length, n: verdicts.length },
    handling_ratio: { kind: "estimate", value, low: value, high: value, n: work.length },
    judgments: { kind: "count", value: work.length, n: work.length },
  };
}

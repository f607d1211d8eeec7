import { defineDetector } from "~/domain/detector";
import type { Speed, SpeedStratum } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { mantelHaenszelDifference } from "~/stats/mantel-haenszel";
import { newcombeDifference } from "~/stats/newcombe";
import { wilson } from "~/stats/wilson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { groupBy, sum } from "./parts/group";
import { judgeLow } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "convention",
  source: "Three points fewer correct in the fastest fifth of a person's own work",
} as const;

/** Does the pressure to be fast buy errors? */
export default defineDetector({
  id: "speed-pressure-decay",
  version: 1,
  title: "Speed that costs accuracy",
  question:
    "Is a person's fastest work less often correct than the same person's usual work, and can correct work be done within the target?",
  harm: "A target of speed forces work below the time that correct work takes.",
  kind: "statistical",
  requires: ["judgments"],
  needs: ["speed", "policies"],
  params: {
    difference: param(
      "Accuracy of the fastest fifth less that of the middle three",
      "share",
      [-0.03, -0.3, -0.005],
    ),
    feasibility: param("Share of correct work finished within the target", "share", [0.5, 0.1, 0.9]),
    strata: param("Strata of person and project", "strata", [5, 2, 1_000]),
    fastItems: param("Scored fast judgments", "judgments", [300, 50, 10_000]),
    correctItems: param("Correct judgments, to judge a target", "judgments", [100, 20, 10_000]),
  },
  minimum: "Five strata and 300 scored fast judgments; a hundred correct ones to judge a target.",
  innocent: [
    "Easy items are done fast: then fast work would be more often correct, not less.",
    "Interrupted or resumed items can look fast.",
  ],
  limits: [
    "Counter-evidence: over nine million annotations the quality of workers was stable (Hata et al. 2017), and time limits cost less than expected (Lim 2024).",
    "Compared within a person and project, because skilled people are also faster and pooled data hide or reverse the effect.",
  ],
  sources: [
    { kind: "paper", text: "Mantel and Haenszel 1959 (risk difference over strata)" },
    {
      kind: "law",
      text: "California AB 701, by analogy: a quota that prevents breaks cannot ground adverse action",
    },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Take handling time out of tiering, or use it only for slow outliers; set targets by type at the 75th percentile of correct work.",
  messages: {
    flagged:
      "Fast work is {difference} less often correct than the same people's usual work; in {infeasible} projects less than half of correct work fits the target.{simpson}",
    clear: "Fast work differs by {difference} in accuracy from the same people's usual work.{simpson}",
    inconclusive:
      "Fast work differs by {difference} in accuracy from the same people's usual work; the interval covers the threshold.{simpson}",
    project:
      "In this project fast work differs by {difference} in accuracy; {feasible} of correct work fits the target.",
  },
  detect({ speed, policies }, params) {
    const threshold = { value: params.difference, ...THRESHOLD };
    const fast = sum(speed.strata.map((stratum) => stratum.fast.total));
    const targets = speed.targets.filter(({ correct }) => correct >= params.correctItems);
    const details = { n: fast, nUnit: "scored fast judgments", threshold };
    const enough = speed.strata.length >= params.strata && fast >= params.fastItems;
    if (!enough && targets.length === 0) {
      const reason = `${fast} scored fast judgments in ${speed.strata.length} strata, ${params.fastItems} in ${params.strata} needed (gold or reviews, active_seconds)`;
      return [insufficientAnswer(reason, details)];
    }
    const tied = policies.some((policy) =>
      policy.tiers.some((tier) => tier.rules.some((rule) => rule.metric.startsWith("handling"))),
    );
    const projects = [...groupBy(speed.strata, ({ project }) => project)];
    return [
      programme(speed, targets, enough, tied, params, threshold),
      ...projects.flatMap(([project, own]) => projectAnswer(project, own, speed, params, threshold)),
    ];
  },
});

type Rules = Readonly<Record<"difference" | "feasibility" | "strata" | "fastItems", number>>;

function stratified(strata: readonly SpeedStratum[]) {
  return mantelHaenszelDifference(
    strata.map(({ fast, reference }) => ({
      first: { successes: fast.correct, trials: fast.total },
      second: { successes: reference.correct, trials: reference.total },
    })),
  );
}

/** Everybody's fast work against everybody's usual work: shown beside the stratified number, never judged. */
function pooledDifference(strata: readonly SpeedStratum[]): number | null {
  const fast = sum(strata.map((stratum) => stratum.fast.total));
  const reference = sum(strata.map((stratum) => stratum.reference.total));
  if (fast === 0 || reference === 0) return null;
  return (
    sum(strata.map((stratum) => stratum.fast.correct)) / fast -
    sum(strata.map((stratum) => stratum.reference.correct)) / reference
  );
}

const isInfeasible = (target: Speed["targets"][number], share: number) =>
  wilson(target.within, target.correct).high < share;

function programme(
  speed: Speed,
  targets: Speed["targets"],
  enough: boolean,
  tied: boolean,
  rules: Rules,
  threshold: Answer["threshold"],
): Answer {
  const result = enough ? stratified(speed.strata) : null;
  const pooled = pooledDifference(speed.strata);
  const infeasible = targets.filter((target) => isInfeasible(target, rules.feasibility));
  const byDifference = result
    ? judgeLow({
        value: result.difference,
        low: result.low,
        high: result.high,
        threshold: rules.difference,
        indifference: 0,
      })
    : "inconclusive";
  const outcome = infeasible.length > 0 ? "flagged" : byDifference;
  const reversed = result !== null && pooled !== null && Math.sign(pooled) !== Math.sign(result.difference);
  const shown = result ? result.difference.toFixed(4) : "an unknown amount";
  return programmeAnswer({
    outcome,
    severity:
      outcome === "flagged"
        ? infeasible.length > 0 && tied
          ? "high"
          : result && result.difference <= 2 * rules.difference
            ? "high"
            : "watch"
        : null,
    message: {
      id: outcome,
      data: {
        difference: shown,
        infeasible: infeasible.length,
        simpson: reversed
          ? " Pooled over everybody the sign is the other way: skilled people are also faster."
          : "",
      },
    },
    effect: result
      ? {
          name: "risk_difference",
          value: result.difference,
          unit: "share correct",
          low: result.low,
          high: result.high,
          method: "Mantel-Haenszel over person and project, 95 %",
        }
      : null,
    // An infeasible target is a fact about the target; only the difference is a test.
    p: infeasible.length > 0 ? null : (result?.p ?? null),
    n: sum(speed.strata.map((stratum) => stratum.fast.total)),
    nUnit: "scored fast judgments",
    threshold,
    wouldChange: "More scored work, or targets by type of item.",
    evidence: {
      strata: speed.strata.length,
      pooledDifference: pooled,
      stratifiedDifference: result?.difference ?? null,
      signDiffers: reversed,
      excessErrorsPerThousand: result ? Math.round(-result.difference * 1_000) : null,
      targets: targets.map(({ project, targetSec, correct, within, p75Sec }) => ({
        project,
        targetSec,
        feasible: within / correct,
        p75Sec,
      })),
      targetTiedToTier: tied,
      eventStudy: eventStudy(speed.changes),
    },
    affected: new Set(speed.strata.map(({ annotator }) => annotator)).size,
    chart: {
      kind: "bars",
      title: "Correct work that fits the target",
      unit: "share",
      bars: targets.map(({ project, within, correct }) => ({ label: project, value: within / correct })),
      reference: rules.feasibility,
    },
  });
}

/** Accuracy after less before a changed handling rule, in projects it covers against the others. */
function eventStudy(changes: Speed["changes"]): Answer["evidence"][string] {
  if (changes.length === 0) return "omitted: no policy version changed a handling rule";
  return [...groupBy(changes, ({ version }) => version)].map(([version, own]) => {
    const change = (treated: boolean) => {
      const rows = own.filter((row) => row.treated === treated);
      const total = (of: "before" | "after", part: "correct" | "total") =>
        sum(rows.map((row) => row[of][part]));
      if (total("before", "total") === 0 || total("after", "total") === 0) return null;
      return newcombeDifference(
        { successes: total("after", "correct"), trials: total("after", "total") },
        { successes: total("before", "correct"), trials: total("before", "total") },
      );
    };
    const treated = change(true);
    const others = change(false);
    return {
      version,
      treated: treated ? treated.difference : null,
      untouched: others ? others.difference : null,
      differenceInDifferences: treated && others ? treated.difference - others.difference : null,
    };
  });
}

function projectAnswer(
  project: string,
  own: readonly SpeedStratum[],
  speed: Speed,
  rules: Rules,
  threshold: Answer["threshold"],
): readonly Answer[] {
  const fast = sum(own.map((stratum) => stratum.fast.total));
  const result = own.length >= rules.strata && fast >= rules.fastItems ? stratified(own) : null;
  if (!result) return [];
  const target = speed.targets.find((one) => one.project === project);
  const outcome = judgeLow({
    value: result.difference,
    low: result.low,
    high: result.high,
    threshold: rules.difference,
    indifference: 0,
  });
  return [
    subjectAnswer("project", project, {
      outcome,
      severity: outcome === "flagged" ? "watch" : null,
      message: {
        id: "project",
        data: {
          difference: result.difference.toFixed(4),
          feasible: target ? (target.within / Math.max(1, target.correct)).toFixed(2) : "an unknown share",
        },
      },
      effect: {
        name: "risk_difference",
        value: result.difference,
        unit: "share correct",
        low: result.low,
        high: result.high,
        method: "Mantel-Haenszel over people, 95 %",
      },
      p: result.p,
      n: fast,
      nUnit: "scored fast judgments",
      threshold,
      wouldChange: "More scored work.",
      evidence: { pooledDifference: pooledDifference(own), strata: own.length },
    }),
  ];
}

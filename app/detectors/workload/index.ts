import type { WorkloadMetric } from "~/domain/workload-metric";
import accessRatio from "./access-ratio";
import appealLatency from "./appeal-latency";
import contentDose from "./content-dose";
import endNotice from "./end-notice";
import estimateOverrun from "./estimate-overrun";
import missedBreaks from "./missed-breaks";
import onboardingTax from "./onboarding-tax";
import overturnRate from "./overturn-rate";
import paidTimeShare from "./paid-time-share";
import reasonCoverage from "./reason-coverage";
import reviewerSeverity from "./reviewer-severity";
import shortestDailyRest from "./shortest-daily-rest";
import shortestWeeklyRest from "./shortest-weekly-rest";
import utilisation from "./utilisation";
import weekendShare from "./weekend-share";

/** Every fair-workload metric that rests on the evidence of an audit, sorted by id; the rest are in app/metrics. */
export const WORKLOAD_METRICS: readonly WorkloadMetric[] = [
  accessRatio,
  appealLatency,
  contentDose,
  endNotice,
  estimateOverrun,
  missedBreaks,
  onboardingTax,
  overturnRate,
  paidTimeShare,
  reasonCoverage,
  reviewerSeverity,
  shortestDailyRest,
  shortestWeeklyRest,
  utilisation,
  weekendShare,
];

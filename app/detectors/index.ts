import type { Detector } from "~/domain/detector";
import compulsionLoop from "./compulsion-loop";
import contractChurn from "./contract-churn";
import decisionWithoutHuman from "./decision-without-human";
import disparateImpact from "./disparate-impact";
import forcedRankingQuota from "./forced-ranking-quota";
import goalpostRatchet from "./goalpost-ratchet";
import goldLikelyWrong from "./gold-likely-wrong";
import goldenBatchConcentration from "./golden-batch-concentration";
import harmfulContentLoad from "./harmful-content-load";
import hoursRestNightBreach from "./hours-rest-night-breach";
import incomeFeastFamine from "./income-feast-famine";
import nearTargetStarvation from "./near-target-starvation";
import perfectScoreCliff from "./perfect-score-cliff";
import personalisedPaySpread from "./personalised-pay-spread";
import reviewerLottery from "./reviewer-lottery";
import speedPressureDecay from "./speed-pressure-decay";
import subMinimumEffectivePay from "./sub-minimum-effective-pay";
import taskDrought from "./task-drought";
import tierLockIn from "./tier-lock-in";
import unpaidWorkShare from "./unpaid-work-share";

/** All detectors, sorted by id. */
export const DETECTORS: readonly Detector[] = [
  compulsionLoop,
  contractChurn,
  decisionWithoutHuman,
  disparateImpact,
  forcedRankingQuota,
  goalpostRatchet,
  goldLikelyWrong,
  goldenBatchConcentration,
  harmfulContentLoad,
  hoursRestNightBreach,
  incomeFeastFamine,
  nearTargetStarvation,
  perfectScoreCliff,
  personalisedPaySpread,
  reviewerLottery,
  speedPressureDecay,
  subMinimumEffectivePay,
  taskDrought,
  tierLockIn,
  unpaidWorkShare,
];

import type { Metric } from "~/domain/metric";
import consensusAgreement from "./consensus-agreement";
import firstPassRate from "./first-pass-rate";
import floorGap from "./floor-gap";
import goldAccuracy from "./gold-accuracy";
import handlingRatio from "./handling-ratio";
import hourlyActive from "./hourly-active";
import hourlyAllIn from "./hourly-all-in";
import hourlySession from "./hourly-session";
import hours from "./hours";
import longestSpell from "./longest-spell";
import meanHandlingTime from "./mean-handling-time";
import medianHandlingTime from "./median-handling-time";
import nightShare from "./night-share";
import paidShare from "./paid-share";
import rejectionRate from "./rejection-rate";
import restBreaches from "./rest-breaches";
import reviewAcceptance from "./review-acceptance";

/** Every metric, sorted by id. Table columns, exports and the methodology page read this list. */
export const METRICS: readonly Metric[] = [
  consensusAgreement,
  firstPassRate,
  floorGap,
  goldAccuracy,
  handlingRatio,
  hourlyActive,
  hourlyAllIn,
  hourlySession,
  hours,
  longestSpell,
  meanHandlingTime,
  medianHandlingTime,
  nightShare,
  paidShare,
  rejectionRate,
  restBreaches,
  reviewAcceptance,
];

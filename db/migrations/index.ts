import type { Migration } from "kysely";
import * as answers from "./2026-11-22-answers";
import * as audit from "./2026-11-22-audit";
import * as ledger from "./2026-11-22-ledger";
import * as rollups from "./2026-11-22-rollups";
import * as snapshots from "./2026-11-22-snapshots";
import * as storedAggregations from "./2026-11-22-stored-aggregations";
import * as rowSecurity from "./2026-11-23-row-security";
import * as runFigures from "./2026-11-23-run-figures";
import * as tierReviews from "./2026-11-23-tier-reviews";
import * as accounts from "./2026-11-24-accounts";
import * as projectDays from "./2026-11-24-project-days";
import * as accessLog from "./2026-11-25-access-log";
import * as appeals from "./2026-11-30-appeals";
import * as plans from "./2026-11-30-plans";
import * as savedViews from "./2026-11-30-saved-views";
import * as settings from "./2026-11-30-settings";
import * as snapshotTallies from "./2026-11-30-snapshot-tallies";
import * as viewOwners from "./2026-11-30-view-owners";
import * as viewerRole from "./2026-11-30-viewer-role";
import * as viewerTokens from "./2026-11-30-viewer-tokens";
import * as warnings from "./2026-11-30-warnings";
import * as whatWasTold from "./2026-11-30-what-was-told";
import * as workElsewhere from "./2026-11-30-work-elsewhere";
import * as workElsewhereNotes from "./2026-11-30-work-elsewhere-notes";
import * as workloadColumns from "./2026-11-30-workload-columns";
import * as workloadLookups from "./2026-11-30-workload-lookups";
import * as worktimeDays from "./2026-11-30-worktime-days";
import * as declaredGroups from "./2026-12-01-declared-groups";
import * as demonstration from "./2026-12-01-demonstration";
import * as secondFactors from "./2026-12-01-second-factors";
import * as writersOfTheAccessLog from "./2026-12-01-writers-of-the-access-log";
import * as toldFindings from "./2026-12-02-told-findings";

/** In the order they are applied. A migration that has landed is never edited: add the next one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "2026-11-22-answers": answers,
  "2026-11-22-audit": audit,
  "2026-11-22-ledger": ledger,
  "2026-11-22-rollups": rollups,
  "2026-11-22-snapshots": snapshots,
  "2026-11-22-stored-aggregations": storedAggregations,
  "2026-11-23-row-security": rowSecurity,
  "2026-11-23-run-figures": runFigures,
  "2026-11-23-tier-reviews": tierReviews,
  "2026-11-24-accounts": accounts,
  "2026-11-24-project-days": projectDays,
  "2026-11-25-access-log": accessLog,
  "2026-11-30-appeals": appeals,
  "2026-11-30-plans": plans,
  "2026-11-30-saved-views": savedViews,
  "2026-11-30-settings": settings,
  "2026-11-30-snapshot-tallies": snapshotTallies,
  "2026-11-30-view-owners": viewOwners,
  "2026-11-30-viewer-role": viewerRole,
  "2026-11-30-viewer-tokens": viewerTokens,
  "2026-11-30-warnings": warnings,
  "2026-11-30-what-was-told": whatWasTold,
  "2026-11-30-work-elsewhere": workElsewhere,
  "2026-11-30-work-elsewhere-notes": workElsewhereNotes,
  "2026-11-30-workload-columns": workloadColumns,
  "2026-11-30-workload-lookups": workloadLookups,
  "2026-11-30-worktime-days": worktimeDays,
  "2026-12-01-declared-groups": declaredGroups,
  "2026-12-01-demonstration": demonstration,
  "2026-12-01-second-factors": secondFactors,
  "2026-12-01-writers-of-the-access-log": writersOfTheAccessLog,
  "2026-12-02-told-findings": toldFindings,
};

import type { ColumnType, Generated, JSONColumnType } from "kysely";

/**
 * One interface a table, as Kysely sees it: camel case names, instants as ISO 8601 UTC strings, dates as
 * `2026-03-01` (`-infinity` for an undated cell), counts and money as numbers. `int8` keys that are hashes do not fit
 * a JavaScript number: they are text here, selected as `::text` and only ever joined on or passed back.
 */
type Instant = ColumnType<string, string | Date, string | Date>;
type Json<T extends object> = JSONColumnType<T>;

export interface ImportsTable {
  importId: Generated<number>;
  mergeNo: number | null;
  format: string;
  status: "running" | "done" | "failed" | "undone";
  startedAt: Instant;
  finishedAt: Instant | null;
  undoneAt: Instant | null;
  options: ColumnType<object, string | undefined, string>;
  files: ColumnType<object, string | undefined, string>;
  rowCount: Generated<number>;
  importedCount: Generated<number>;
  unchangedCount: Generated<number>;
  updatedCount: Generated<number>;
  rejectedCount: Generated<number>;
  annotatorCount: Generated<number>;
  itemCount: Generated<number>;
  projectCount: Generated<number>;
  firstAt: Instant | null;
  lastAt: Instant | null;
  failure: string | null;
}

export interface RejectsTable {
  importId: number;
  rejectNo: number;
  file: string;
  line: number;
  columnName: string | null;
  reason: string;
  raw: string | null;
}

export interface RowVersionsTable {
  rowHash: string;
  tableName: string;
  importId: number;
  displacedNo: number;
  revision: Instant;
  row: Json<object>;
}

export interface ImportRepeatsTable {
  importId: number;
  tableName: string;
  ownerId: number;
}

export interface ImportHoldingsTable {
  importId: number;
  tableName: string;
  rowCount: number;
}

export interface PlatformsTable {
  platformId: Generated<number>;
  sourceId: string;
  name: string | null;
  importId: number | null;
  standing: Generated<number>;
}

export interface ProjectsTable {
  projectId: Generated<number>;
  sourceId: string;
  platformId: number | null;
  name: string | null;
  taskType: "categorical" | "rating" | "preference" | "revision" | "other" | null;
  scaleMin: number | null;
  scaleMax: number | null;
  client: string | null;
  targetHandlingSeconds: number | null;
  contentSeverity: number | null;
  contentWarned: boolean | null;
  goldTolerance: number | null;
  answerRule: "overlap" | "set_equality" | null;
  importId: number | null;
  standing: Generated<number>;
}

export interface BatchesTable {
  batchId: Generated<number>;
  sourceId: string;
  projectId: number | null;
  name: string | null;
  releasedAt: Instant | null;
  premium: boolean | null;
  payMinorPerItem: number | null;
  currency: string | null;
  estimatedSecondsPerItem: number | null;
  minimumTier: string | null;
  importId: number | null;
  standing: Generated<number>;
}

export interface AnnotatorsTable {
  annotatorId: Generated<number>;
  sourceId: string;
  displayName: string | null;
  country: string | null;
  region: string | null;
  timeZone: string | null;
  joinedAt: Instant | null;
  leftAt: Instant | null;
  expertise: string | null;
  groups: Json<Record<string, string>> | null;
  importId: number | null;
  standing: Generated<number>;
}

export interface ItemsTable {
  itemId: string;
  projectId: number;
  sourceId: string;
  batchId: number | null;
  goldAnswer: string | null;
  goldStatus: "active" | "disputed" | "retired" | null;
  importId: number | null;
  standing: Generated<number>;
}

export interface JudgmentsTable {
  annotatorId: number;
  judgmentId: string;
  itemId: string;
  projectId: number;
  batchId: number | null;
  importId: number;
  startedAt: Instant | null;
  submittedAt: Instant | null;
  rejectedAt: Instant | null;
  revisedAt: Instant | null;
  isGold: boolean | null;
  activeSeconds: number | null;
  idleSeconds: number | null;
  leadSeconds: number | null;
  payMinor: number | null;
  status: "submitted" | "approved" | "rejected" | "skipped" | "returned" | "expired" | "abandoned";
  currency: string | null;
  answer: string | null;
  sourceId: string;
  revisionOf: string | null;
  rejectionReason: string | null;
}

export interface ContractsTable {
  annotatorId: number;
  contractId: string;
  platformId: number;
  projectId: number | null;
  startedAt: Instant;
  endedAt: Instant | null;
  endNoticeDays: number | null;
  endReason: string | null;
  payUnit: "hour" | "item" | "word" | null;
  rateMinor: number | null;
  currency: string | null;
  importId: number;
}

export interface OffersTable {
  annotatorId: number;
  offerId: string;
  batchId: number;
  offeredAt: Instant;
  expiresAt: Instant | null;
  acceptedAt: Instant | null;
  declinedAt: Instant | null;
  importId: number;
}

export interface AvailabilityTable {
  annotatorId: number;
  fromAt: Instant;
  toAt: Instant;
  source: "declared" | "online";
  importId: number;
}

export interface ReviewsTable {
  annotatorId: number;
  reviewId: string;
  judgmentId: string;
  judgmentSourceId: string;
  reviewerId: string;
  reviewedAt: Instant;
  outcome: "accepted" | "fixed" | "rejected" | null;
  score: number | null;
  scoreMax: number | null;
  routing: "random" | "targeted" | null;
  blind: boolean | null;
  overturnedAt: Instant | null;
  importId: number;
}

export interface TimeEntriesTable {
  annotatorId: number;
  timeEntryId: string;
  projectId: number | null;
  fromAt: Instant;
  toAt: Instant;
  kind:
    | "task"
    | "revision"
    | "onboarding"
    | "qualification"
    | "training"
    | "waiting"
    | "communication"
    | "appeal"
    | "other";
  paid: boolean;
  importId: number;
}

export interface PaymentsTable {
  annotatorId: number;
  paymentId: string;
  projectId: number | null;
  paidAt: Instant;
  amountMinor: number;
  currency: string;
  kind: "work" | "bonus" | "fee" | "cost" | "clawback" | "adjustment";
  ruleId: string | null;
  importId: number;
}

export interface TierChangesTable {
  annotatorId: number;
  tierChangeId: string;
  projectId: number | null;
  fromTier: string | null;
  toTier: string;
  at: Instant;
  policyVersion: number;
  actor: "system" | "human";
  actorId: string | null;
  goldCorrect: number | null;
  goldTotal: number | null;
  handlingSeconds: number | null;
  evidenceOpenedAt: Instant | null;
  decidedAt: Instant | null;
  reasons: string | null;
  notifiedAt: Instant | null;
  importId: number;
}

export interface DecisionsTable {
  annotatorId: number;
  decisionId: string;
  kind: "suspension" | "termination" | "pay_withheld" | "appeal_rejected" | "other";
  at: Instant;
  actor: "system" | "human";
  actorId: string | null;
  evidenceOpenedAt: Instant | null;
  decidedAt: Instant | null;
  reasons: string | null;
  notifiedAt: Instant | null;
  contact: string | null;
  importId: number;
}

export interface AppealsTable {
  annotatorId: number;
  appealId: string;
  subject: "judgment" | "gold_item" | "review" | "tier_change" | "decision" | "payment" | "time_entry";
  subjectId: string;
  filedAt: Instant;
  answeredAt: Instant | null;
  outcome: "upheld" | "rejected" | "withdrawn" | null;
  rectifiedAt: Instant | null;
  importId: number;
}

export interface StreaksTable {
  annotatorId: number;
  length: number;
  atRiskAt: Instant;
  resetAt: Instant | null;
  importId: number;
}

export interface TargetsTable {
  annotatorId: number;
  targetId: string;
  projectId: number | null;
  fromAt: Instant;
  toAt: Instant;
  unit: "judgments" | "approved_judgments" | "active_minutes";
  goal: number;
  rewardMinor: number | null;
  currency: string | null;
  reachedAt: Instant | null;
  importId: number;
}

export interface BonusRulesTable {
  ruleId: string;
  publishedAt: Instant;
  validFrom: string;
  validTo: string | null;
  unit: "judgments" | "approved_judgments" | "active_minutes";
  period: "day" | "week" | "month";
  threshold: number;
  amountMinor: number;
  currency: string;
  importId: number;
}

export interface ExchangeRatesTable {
  date: string;
  fromCurrency: string;
  toCurrency: string;
  rate: number;
  importId: number;
}

export interface WageFloorsTable {
  country: string;
  region: Generated<string>;
  validFrom: string;
  amountMinorPerHour: number;
  currency: string;
  kind: "minimum" | "living";
  source: string;
  importId: number;
}

export interface TierPoliciesTable {
  version: number;
  policy: Json<object>;
  importId: number;
}

export interface SettingsTable {
  name: string;
  value: Json<object>;
  changedAt: Instant;
}

export interface RollupsTable {
  annotatorId: number;
  projectId: number;
  day: string;
  judgments: number;
  submitted: number;
  approved: number;
  rejected: number;
  skipped: number;
  returned: number;
  expired: number;
  abandoned: number;
  goldCorrect: number;
  goldTotal: number;
  consensusAgreeing: number;
  consensusTotal: number;
  reviewAccepted: number;
  reviewFirstPass: number;
  reviewTotal: number;
  reviewJudgments: number;
  targetedAccepted: number;
  targetedTotal: number;
  activeMs: number[] | null;
  leadMs: number[] | null;
  acceptToSubmitMs: number[] | null;
  inferredMs: number[] | null;
  apportioned: boolean;
  spans: string | null;
  paidSpans: string | null;
  firstAt: Instant | null;
  lastAt: Instant | null;
}

export interface ProjectDaysTable {
  projectId: number;
  day: string;
  judgments: number;
  approved: number;
  rejected: number;
  goldCorrect: number;
  goldTotal: number;
  consensusAgreeing: number;
  consensusTotal: number;
}

export interface ProjectHoursTable {
  projectId: number;
  day: string;
  hour: number;
  judgments: number;
}

export interface ProjectPlansTable {
  planId: Generated<number>;
  projectId: number;
  fromOn: string;
  perDay: number;
  total: number | null;
  dueOn: string | null;
  setAt: Instant;
  setBy: string;
}

export interface ProjectDayTimesTable {
  projectId: number;
  day: string;
  clock: "active" | "lead" | "accept_to_submit" | "inferred";
  bin: number;
  judgments: number;
}

export interface PayRollupsTable {
  annotatorId: number;
  projectId: number;
  day: string;
  currency: string;
  payMinor: number;
  paidJudgments: number;
}

export interface WorkDaysTable {
  annotatorId: number;
  projectId: number;
  day: string;
  localDay: string;
  submitted: boolean;
  currency: string | null;
  premium: boolean | null;
  rate: number | null;
  rateCurrency: string | null;
  firstAt: Instant;
  lastAt: Instant;
  rated: number;
  judgments: number;
  approved: number;
  paidJudgments: number;
  activeKnown: number;
  elapsedKnown: number;
  rejected: number;
  rejectedWithoutReason: number;
  estimated: number;
  overEstimate: number;
  payMinor: number | null;
  activeUs: number | null;
  idleUs: number | null;
  elapsedUs: number | null;
  rejectedUs: number | null;
  rejectedPayMinor: number | null;
  lostUs: number | null;
}

export interface DirtyCellsTable {
  markId: Generated<number | null>;
  annotatorId: number | null;
  projectId: number | null;
  day: string | null;
}

export interface DirtyItemsTable {
  markId: Generated<number | null>;
  itemId: string;
}

export interface SnapshotsTable {
  annotatorId: number;
  projectId: number;
  windowDays: number;
  sourceId: string;
  project: string;
  label: string;
  tier: string | null;
  judgments: number;
  gold: number | null;
  goldLow: number | null;
  consensus: number | null;
  review: number | null;
  rankBest: number | null;
  medianSeconds: number | null;
  handlingRatio: number | null;
  hourlyMinor: number | null;
  floorGap: number | null;
  hours: number | null;
  paidShare: number | null;
  nightShare: number | null;
  longestSpellSeconds: number | null;
  restBreaches: number | null;
  country: string | null;
  goldCorrect: number | null;
  goldTotal: number | null;
  consensusAgreeing: number | null;
  consensusTotal: number | null;
  reviewAccepted: number | null;
  reviewTotal: number | null;
  timed: number | null;
  clock: string | null;
  meanSeconds: number | null;
  handlingSeconds: number | null;
  expectedSeconds: number | null;
  workingSeconds: number | null;
  nightSeconds: number | null;
  paidSeconds: number | null;
  allSeconds: number | null;
  currency: string | null;
  payMinor: number | null;
  netMinor: number | null;
  floorMinor: number | null;
  activeSeconds: number | null;
  sessionSeconds: number | null;
  allInSeconds: number | null;
  mainProject: string | null;
  approved: number | null;
  rejected: number | null;
  hourlyActiveMinor: number | null;
  hourlySessionMinor: number | null;
  hourlyAllInMinor: number | null;
  row: Json<object>;
}

export interface SnapshotProjectsTable {
  windowDays: number;
  /** 0: all of them. */
  projectId: number;
  annotators: number;
  judgments: number;
}

export interface SavedViewsTable {
  viewId: Generated<number>;
  accountId: string;
  screen: string;
  name: string;
  query: string;
  owner: string;
  shared: boolean;
  changedAt: Instant;
}

export interface DefaultViewsTable {
  accountId: string;
  screen: string;
  viewId: number;
}

export interface SnapshotWindowsTable {
  windowDays: number;
  fromDay: string | null;
  toDay: string | null;
  definitionsVersion: string;
  computedAt: Instant;
}

export interface AggregationsTable {
  projectId: number;
  method: string;
  computedAt: Instant;
  definitionsVersion: string;
  dataStamp: string;
  labelCount: number;
  result: Json<object>;
}

export interface AuditRunsTable {
  runId: Generated<number>;
  runAt: Instant;
  definitionsVersion: string;
  windowFrom: Instant | null;
  windowTo: Instant | null;
  correction: string;
  people: number;
  settings: Json<object>;
}

export interface FindingsTable {
  runId: number;
  findingNo: number;
  detector: string;
  version: number;
  scope: "programme" | "project" | "tier" | "annotator" | "item" | "reviewer";
  subject: string;
  outcome: "flagged" | "clear" | "inconclusive" | "insufficient";
  severity: "watch" | "high" | "critical" | null;
  document: Json<object>;
}

/** A run as researchers may be told of it; `rules` is the number of the rules by which it is. */
export interface ToldRunsTable {
  runId: number;
  rules: number;
  runAt: Instant;
  definitionsVersion: string;
  windowFrom: Instant | null;
  windowTo: Instant | null;
  correction: string;
  people: number | null;
}

/** A finding about nobody as researchers may be told of it. */
export interface ToldFindingsTable extends Omit<FindingsTable, "scope"> {
  scope: "programme" | "project" | "tier";
}

export interface AuditFiguresTable {
  runId: number;
  name: string;
  subject: string;
  document: Json<object>;
}

export type FindingStatus = "new" | "acknowledged" | "being_mended" | "mended" | "disputed";

export interface FindingStatesTable {
  detector: string;
  scope: string;
  subject: string;
  status: FindingStatus;
  changedAt: Instant;
  changedBy: string | null;
}

export interface FindingNotesTable {
  noteId: Generated<number>;
  detector: string;
  scope: string;
  subject: string;
  writtenAt: Instant;
  author: string | null;
  status: FindingStatus | null;
  note: string;
}

export interface DetectorSettingsTable {
  detector: string;
  params: Json<Record<string, number>>;
  changedAt: Instant;
  changedBy: string | null;
}

export interface DetectorSettingChangesTable {
  changeId: Generated<number>;
  detector: string;
  params: Json<Record<string, number>>;
  changedAt: Instant;
  changedBy: string | null;
}

export interface AlertRulesTable {
  ruleId: Generated<number>;
  name: string;
  scope: "programme" | "project" | "tier" | "annotator";
  subject: string;
  kind: "metric" | "detector";
  measure: string;
  op: "above" | "below";
  bound: number | null;
  currency: string | null;
  severity: "watch" | "high" | "critical" | null;
  minimumN: number;
  windowDays: number;
  tells: ColumnType<string[], string, string>;
  endpoints: ColumnType<number[], string, string>;
  paused: Generated<boolean>;
  changedAt: Instant;
  changedBy: string;
  evaluated: Generated<string>;
}

export interface AlertCrossingsTable {
  ruleId: number;
  subject: string;
  crossedAt: Instant;
  resolvedAt: Instant | null;
  reading: string;
}

export interface AlertEndpointsTable {
  endpointId: Generated<number>;
  name: string;
  kind: "webhook" | "slack";
  url: string;
  createdAt: Instant;
  createdBy: string;
}

export interface NoticesTable {
  noticeId: Generated<number>;
  at: Instant;
  kind: string;
  ruleId: number | null;
  title: string;
  body: string;
  href: string;
  confidential: Generated<boolean>;
}

export interface InboxTable {
  accountId: string;
  noticeId: number;
  at: Instant;
  kind: string;
  title: string;
  body: string;
  href: string;
  readAt: Instant | null;
}

export interface MailSettingsTable {
  accountId: string;
  mode: "at_once" | "daily" | "weekly" | "never";
  quietFrom: number | null;
  quietTo: number | null;
  digestHour: number;
  digestWeekday: number;
}

export interface DeliveriesTable {
  deliveryId: Generated<number>;
  noticeId: number;
  channel: "email" | "webhook" | "slack";
  accountId: string | null;
  endpointId: number | null;
  madeAt: Instant;
  dueAt: Instant;
  heldFor: "quiet hours" | "digest" | "another attempt" | null;
  status: Generated<"waiting" | "sent" | "failed">;
  attempts: Generated<number>;
  claimedUntil: Instant | null;
  doneAt: Instant | null;
  outcome: string | null;
}

export interface RestNoticesTable {
  annotatorId: number;
  rule: string;
  since: Instant;
  stage: "ahead" | "happened";
  noticedAt: Instant;
}

export interface TierEvaluationsTable {
  scope: string;
  windowFrom: Instant;
  windowTo: Instant;
  policyVersion: number;
  evaluatedAt: Instant;
  evaluated: number;
  insufficient: number;
  proposed: number;
}

export type ProposalStatus = "open" | "carried_out" | "superseded" | "withdrawn" | "upheld" | "refused";

export interface TierProposalsTable {
  annotatorId: number;
  scope: string;
  windowFrom: Instant;
  windowTo: Instant;
  policyVersion: number;
  fromTier: string;
  toTier: string;
  direction: "up" | "down";
  noise: boolean;
  displaced: boolean;
  document: Json<object>;
  proposedAt: Instant;
  status: ProposalStatus;
  evidenceOpenedAt: Instant | null;
  openedBy: string | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
  reasons: string | null;
}

export interface PolicyPublicationsTable {
  version: number;
  publishedAt: Instant;
  publishedBy: string;
  warnings: Json<object>;
}

export interface LeaderboardOptOutsTable {
  annotatorId: number;
  optedOutAt: Instant;
  optedOutBy: string;
}

export interface ResearcherQueriesTable {
  queryId: Generated<number>;
  at: Instant;
  accountId: string;
  viewer: string;
  screen: string;
  measure: string;
  question: Json<object>;
  /** Keyed digest of everybody whom the question was about. */
  people: string;
  withheld: number;
  outcome: "answered" | "withheld" | "refused";
}

export interface ToldSumsTable {
  measure: string;
  digest: string;
  /** Little-endian doubles in ascending order, one a contribution. */
  contributions: Buffer;
  toldAt: Instant;
}

export interface OwnLogsTable {
  accountId: string;
  platform: string;
  fromAt: Instant;
  toAt: Instant;
  payMinor: number | null;
  currency: string | null;
  shared: boolean;
  /** Rows of one upload have the same. */
  addedAt: Instant;
  kind: string | null;
  notes: string | null;
  /** The name of the upload's file. */
  file: Generated<string>;
}

export interface OwnLogSharesTable {
  accountId: string;
  sharedAt: Instant;
}

export interface AccountsTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  role: "administrator" | "manager" | "researcher" | "annotator";
  annotator: string | null;
  disabledAt: Instant | null;
  /** How the account wants things shown, as `app/ui/preferences` writes it; '' for the defaults. */
  display: Generated<string>;
  /** Whether signing in with the password asks for a code as well. */
  twoFactorEnabled: Generated<boolean>;
  createdAt: Instant;
  updatedAt: Instant;
}

/** better-auth keeps the secret and the codes encrypted. */
export interface SecondFactorsTable {
  id: string;
  userId: string;
  secret: string;
  backupCodes: string;
  verified: boolean;
  failedVerificationCount: number;
  lockedUntil: Instant | null;
}

export interface CredentialsTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface SessionsTable {
  id: string;
  expiresAt: Instant;
  token: string;
  createdAt: Instant;
  updatedAt: Instant;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

export interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface SignInAttemptsTable {
  key: string;
  count: number;
  since: Instant;
}

/** By which programs act for an account; what a token says is kept as its hash alone. */
export interface ApiTokensTable {
  tokenId: string;
  accountId: string;
  name: string;
  hash: string;
  scopes: string[];
  createdBy: string;
  createdAt: Instant;
  expiresAt: Instant;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
}

export interface AccessLogTable {
  entryId: Generated<number>;
  at: Instant;
  kind: "viewed" | "exported" | "decided" | "changed";
  what: string;
  annotator: string | null;
  everybody: boolean;
  accountId: string;
  viewer: string;
  role: string;
}

export interface AppealEventsTable {
  annotatorId: number;
  appealId: string;
  eventNo: number;
  at: Instant;
  kind: "filed" | "opened" | "answered" | "withdrawn" | "rectified";
  outcome: "upheld" | "rejected" | null;
  accountId: string;
  actor: string;
  role: string;
  words: string;
  effects: ColumnType<readonly string[], string | undefined, never>;
  contested: ColumnType<object | null, string | null | undefined, never>;
}

export interface RulingsTable {
  annotatorId: number;
  appealId: string;
  subject: "gold_item" | "judgment" | "review" | "time_entry";
  subjectId: string;
  itemId: string | null;
  was: string | null;
  at: Instant;
}

export interface TierFlipRow {
  /** When the change was made; null for what the latest window calls for. */
  readonly at: string | null;
  readonly held: string | null;
  readonly counted: string;
  readonly without: string;
}

export interface GoldRescoresTable {
  annotatorId: number;
  itemId: string;
  projectId: number;
  at: Instant;
  correctBefore: number;
  totalBefore: number;
  correctAfter: number;
  totalAfter: number;
  flips: ColumnType<readonly TierFlipRow[], string, never>;
}

export interface ProjectSettingsTable {
  sourceId: string;
  hidesLiveKeys: boolean;
  changedAt: Instant;
  changedBy: string;
}

export interface Schema {
  accessLog: AccessLogTable;
  appealEvents: AppealEventsTable;
  rulings: RulingsTable;
  goldRescores: GoldRescoresTable;
  projectSettings: ProjectSettingsTable;
  researcherQueries: ResearcherQueriesTable;
  toldSums: ToldSumsTable;
  ownLogs: OwnLogsTable;
  ownLogShares: OwnLogSharesTable;
  accounts: AccountsTable;
  secondFactors: SecondFactorsTable;
  apiTokens: ApiTokensTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  verifications: VerificationsTable;
  signInAttempts: SignInAttemptsTable;
  imports: ImportsTable;
  rejects: RejectsTable;
  rowVersions: RowVersionsTable;
  importRepeats: ImportRepeatsTable;
  importHoldings: ImportHoldingsTable;
  platforms: PlatformsTable;
  projects: ProjectsTable;
  batches: BatchesTable;
  annotators: AnnotatorsTable;
  items: ItemsTable;
  judgments: JudgmentsTable;
  contracts: ContractsTable;
  offers: OffersTable;
  availability: AvailabilityTable;
  reviews: ReviewsTable;
  timeEntries: TimeEntriesTable;
  payments: PaymentsTable;
  tierChanges: TierChangesTable;
  decisions: DecisionsTable;
  appeals: AppealsTable;
  streaks: StreaksTable;
  targets: TargetsTable;
  bonusRules: BonusRulesTable;
  exchangeRates: ExchangeRatesTable;
  wageFloors: WageFloorsTable;
  tierPolicies: TierPoliciesTable;
  settings: SettingsTable;
  rollups: RollupsTable;
  payRollups: PayRollupsTable;
  projectDays: ProjectDaysTable;
  snapshotProjects: SnapshotProjectsTable;
  projectDayTimes: ProjectDayTimesTable;
  projectHours: ProjectHoursTable;
  projectPlans: ProjectPlansTable;
  workDays: WorkDaysTable;
  dirtyCells: DirtyCellsTable;
  dirtyItems: DirtyItemsTable;
  snapshots: SnapshotsTable;
  snapshotWindows: SnapshotWindowsTable;
  savedViews: SavedViewsTable;
  defaultViews: DefaultViewsTable;
  aggregations: AggregationsTable;
  auditFigures: AuditFiguresTable;
  auditRuns: AuditRunsTable;
  toldRuns: ToldRunsTable;
  toldFindings: ToldFindingsTable;
  findings: FindingsTable;
  findingStates: FindingStatesTable;
  findingNotes: FindingNotesTable;
  detectorSettings: DetectorSettingsTable;
  detectorSettingChanges: DetectorSettingChangesTable;
  alertRules: AlertRulesTable;
  alertCrossings: AlertCrossingsTable;
  alertEndpoints: AlertEndpointsTable;
  notices: NoticesTable;
  inbox: InboxTable;
  mailSettings: MailSettingsTable;
  deliveries: DeliveriesTable;
  restNotices: RestNoticesTable;
  tierEvaluations: TierEvaluationsTable;
  tierProposals: TierProposalsTable;
  policyPublications: PolicyPublicationsTable;
  leaderboardOptOuts: LeaderboardOptOutsTable;
}

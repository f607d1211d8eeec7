import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "../client";
import type { ProposalStatus, Schema } from "../schema";

const ROWS_AT_ONCE = 500;
const LOCK = 7_240_119;

/** What a policy would change of one person at a window's end; `document` is JSON text. */
export interface Proposal {
  readonly annotatorId: number;
  readonly scope: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly policyVersion: number;
  readonly fromTier: string;
  readonly toTier: string;
  readonly direction: "up" | "down";
  readonly noise: boolean;
  readonly displaced: boolean;
  readonly document: string;
  readonly proposedAt: Date;
  readonly status: "open" | "carried_out" | "superseded";
}

export interface Evaluation {
  readonly scope: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly policyVersion: number;
  readonly evaluatedAt: Date;
  readonly evaluated: number;
  readonly insufficient: number;
  readonly proposed: number;
}

/** Names one proposal. */
export interface ProposalKey {
  readonly annotatorId: number;
  readonly scope: string;
  readonly windowTo: string;
}

/** A text that changes with whatever tiers are decided from. */
export async function findTierStamp(db: Db): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select md5(concat_ws(' ',
      (select extract(epoch from computed_at) || definitions_version from snapshot_windows where window_days = 0),
      (select count(*) filter (where status = 'done') || '/' || coalesce(max(import_id), 0) from imports),
      (select count(*) || '/' || coalesce(sum(hashtextextended(concat_ws(' ', annotator_id, tier_change_id, from_tier, to_tier,
        extract(epoch from at), policy_version), 0) % 1000003), 0) from tier_changes),
      (select coalesce(md5(string_agg(policy::text, ' ' order by version)), '') from tier_policies))) as stamp`.execute(
    db,
  );
  return rows[0]?.stamp ?? "";
}

/**
 * Keeps what an evaluation came to, all or nothing. What somebody decided stays as it is; a change that is no longer
 * called for is taken back, and kept as withdrawn where somebody had opened its evidence. The same again changes nothing.
 */
export async function setEvaluations(
  db: Db,
  evaluations: readonly Evaluation[],
  proposals: readonly Proposal[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await transaction.deleteFrom("tierEvaluations").execute();
    for (const part of inParts(evaluations))
      await transaction.insertInto("tierEvaluations").values(part).execute();
    await sql`create temporary table called_for (annotator_id int, scope text, window_to timestamptz) on commit drop`.execute(
      transaction,
    );
    for (const part of inParts(proposals)) {
      await upsertProposals(transaction, part);
      const keys = part.map(({ annotatorId, scope, windowTo }) => ({ annotatorId, scope, windowTo }));
      await sql`insert into called_for select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
        as key ("annotatorId" int, scope text, "windowTo" timestamptz)`.execute(transaction);
    }
    await withdrawOthers(transaction);
  });
}

function* inParts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE);
}

const CONTENT = ["window_from", "policy_version", "from_tier", "to_tier", "direction", "noise", "displaced"];

async function upsertProposals(db: Db, proposals: readonly Proposal[]): Promise<void> {
  const same = sql.raw(
    `(${CONTENT.map((column) => `p.${column}`).join(", ")}) is not distinct from (${CONTENT.map((column) => `excluded.${column}`).join(", ")})`,
  );
  await sql`
    insert into tier_proposals as p (annotator_id, scope, window_from, window_to, policy_version, from_tier, to_tier,
      direction, noise, displaced, document, proposed_at, status)
    select "annotatorId", scope, "windowFrom", "windowTo", "policyVersion", "fromTier", "toTier", direction, noise,
      displaced, document::jsonb, "proposedAt", status
    from jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb) as row ("annotatorId" int, scope text,
      "windowFrom" timestamptz, "windowTo" timestamptz, "policyVersion" int, "fromTier" text, "toTier" text,
      direction text, noise boolean, displaced boolean, document text, "proposedAt" timestamptz, status text)
    on conflict (annotator_id, scope, window_to) do update set
      window_from = excluded.window_from, policy_version = excluded.policy_version, from_tier = excluded.from_tier,
      to_tier = excluded.to_tier, direction = excluded.direction, noise = excluded.noise,
      displaced = excluded.displaced, document = excluded.document, status = excluded.status,
      proposed_at = case when ${same} then p.proposed_at else excluded.proposed_at end,
      evidence_opened_at = case when ${same} then p.evidence_opened_at end,
      opened_by = case when ${same} then p.opened_by end
    where p.status not in ('upheld', 'refused')
      and (not ${same} or p.document <> excluded.document or p.status <> excluded.status)`.execute(db);
}

async function withdrawOthers(db: Db): Promise<void> {
  const others = sql`p.status in ('open', 'carried_out', 'superseded') and not exists (
    select from called_for c
    where c.annotator_id = p.annotator_id and c.scope = p.scope and c.window_to = p.window_to)`;
  await sql`update tier_proposals p set status = 'withdrawn'
    where p.evidence_opened_at is not null and ${others}`.execute(db);
  await sql`delete from tier_proposals p where ${others}`.execute(db);
}

const listed = (db: Db) =>
  db
    .selectFrom("tierProposals")
    .innerJoin("annotators", "annotators.annotatorId", "tierProposals.annotatorId")
    .select([
      "tierProposals.annotatorId",
      "annotators.sourceId",
      "annotators.displayName",
      "scope",
      "windowFrom",
      "windowTo",
      "policyVersion",
      "fromTier",
      "toTier",
      "direction",
      "noise",
      "displaced",
      "status",
      "proposedAt",
      "evidenceOpenedAt",
      "openedBy",
      "decidedAt",
      "decidedBy",
      "reasons",
    ]);

export type ListedProposal = Awaited<ReturnType<typeof listProposals>>[number];

/** Proposals in these states, demotions first, then by name; `limit` at most. */
export function listProposals(db: Db, statuses: readonly ProposalStatus[], limit: number) {
  return listed(db)
    .where("status", "in", statuses)
    .orderBy("windowTo", "desc")
    .orderBy("direction")
    .orderBy("annotators.sourceId")
    .limit(limit)
    .execute();
}

/** How many proposals are in which state, by direction and by whether chance can explain them. */
export function tallyProposals(db: Db) {
  return db
    .selectFrom("tierProposals")
    .select(({ fn }) => ["status", "direction", "noise", fn.countAll<number>().as("count")])
    .groupBy(["status", "direction", "noise"])
    .execute();
}

/** One person's proposals, the latest first. */
export function listAnnotatorProposals(db: Db, annotatorId: number) {
  return listed(db)
    .where("tierProposals.annotatorId", "=", annotatorId)
    .orderBy("windowTo", "desc")
    .execute();
}

export function findProposal(db: Db, { annotatorId, scope, windowTo }: ProposalKey) {
  return listed(db)
    .select(sql<string>`document::text`.as("document"))
    .where("tierProposals.annotatorId", "=", annotatorId)
    .where("scope", "=", scope)
    .where("windowTo", "=", windowTo)
    .executeTakeFirst();
}

/** Notes who opened the evidence of a waiting change, and when; the first opening counts. */
export async function setEvidenceOpened(
  db: Db,
  key: ProposalKey,
  opened: { readonly at: Date; readonly by: string },
): Promise<void> {
  await db
    .updateTable("tierProposals")
    .set({ evidenceOpenedAt: opened.at, openedBy: opened.by })
    .where(ofKey(key))
    .where("status", "=", "open")
    .where("evidenceOpenedAt", "is", null)
    .execute();
}

export interface ProposalDecision {
  readonly status: "upheld" | "refused";
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly reasons: string;
}

/** Decides a waiting change; false where it no longer waits. */
export async function setProposalDecision(
  db: Db,
  key: ProposalKey,
  decision: ProposalDecision,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("tierProposals")
    .set(decision)
    .where(ofKey(key))
    .where("status", "=", "open")
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const ofKey =
  ({ annotatorId, scope, windowTo }: ProposalKey) =>
  (where: ExpressionBuilder<Schema, "tierProposals">) =>
    where.and({ annotatorId, scope, windowTo });

/** A change of tier that was decided here: part of the ledger, of no import. */
export async function insertDecidedChange(
  db: Db,
  change: {
    readonly annotatorId: number;
    readonly tierChangeId: string;
    readonly scope: string;
    readonly fromTier: string;
    readonly toTier: string;
    readonly at: Date;
    readonly policyVersion: number;
    readonly actorId: string;
    readonly goldCorrect: number | null;
    readonly goldTotal: number | null;
    readonly evidenceOpenedAt: string | null;
    readonly reasons: string;
    readonly notifiedAt: Date | null;
  },
): Promise<void> {
  const { scope, ...row } = change;
  const project =
    scope === ""
      ? null
      : await db
          .selectFrom("projects")
          .select("projectId")
          .where("sourceId", "=", scope)
          .executeTakeFirstOrThrow();
  await db
    .insertInto("tierChanges")
    .values({
      ...row,
      projectId: project?.projectId ?? null,
      actor: "human",
      decidedAt: change.at,
      importId: 0,
    })
    .execute();
}

export function listEvaluations(db: Db) {
  return db.selectFrom("tierEvaluations").selectAll().orderBy("windowTo", "desc").orderBy("scope").execute();
}

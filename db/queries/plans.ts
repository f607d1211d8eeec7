import { sql } from "kysely";
import type { Db } from "../client";

export interface PlanRow {
  readonly projectId: number;
  readonly project: string;
  readonly fromOn: string;
  readonly perDay: number;
  readonly total: number | null;
  readonly dueOn: string | null;
  readonly setAt: string;
  readonly setBy: string;
}

/** Every plan that was ever set for these projects (null: for any), oldest first day first; of one day the latest last. */
export async function listPlans(db: Db, projectIds: readonly number[] | null): Promise<readonly PlanRow[]> {
  const only =
    projectIds === null ? sql`true` : sql`project_plans.project_id = any(${[...projectIds]}::int[])`;
  const { rows } = await sql<PlanRow>`
    select project_id, projects.source_id as project, from_on, per_day, total, due_on, set_at, set_by
    from project_plans join projects using (project_id)
    where ${only}
    order by project_id, from_on, set_at, plan_id`.execute(db);
  return rows;
}

export interface NewPlan {
  readonly projectId: number;
  readonly fromOn: string;
  readonly perDay: number;
  readonly total: number | null;
  readonly dueOn: string | null;
}

export async function insertPlan(db: Db, plan: NewPlan, setAt: Date, setBy: string): Promise<void> {
  await db
    .insertInto("projectPlans")
    .values({ ...plan, setAt, setBy })
    .execute();
}

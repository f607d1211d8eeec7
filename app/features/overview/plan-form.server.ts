import { z } from "zod";
import type { Db } from "db/client";
import { insertPlan } from "db/queries/plans";
import { listScopeProjects } from "db/queries/overview";

const LARGEST = 1_000_000_000;

const day = (what: string) => z.iso.date(`${what} is a date such as 2026-07-01.`);
const whole = (what: string, least: number) =>
  z.coerce
    .number(`${what} is a whole number.`)
    .int(`${what} is a whole number.`)
    .min(least, `${what} is ${least} or more.`)
    .max(LARGEST, `${what} is at most ${LARGEST}.`);
const orNothing = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" || value === undefined ? null : value), schema.nullable());

const PlanForm = z
  .object({
    project: z.string().min(1, "Choose the project that the plan is for."),
    from: day("The first day"),
    perDay: z.preprocess((value) => (value === "" ? undefined : value), whole("Judgments a day", 0)),
    total: orNothing(whole("Judgments altogether", 1)),
    due: orNothing(day("The day that all is due")),
  })
  .refine(
    ({ due, from }) => due === null || due >= from,
    "The day that all is due lies before the first day.",
  )
  .refine(({ due, total }) => due === null || total !== null, "Say how many judgments are due by that day.");

export type SetPlan = { readonly kind: "set" } | { readonly kind: "refused"; readonly reason: string };

/** Keeps a plan as sent, beside all earlier ones, with who set it and when. */
export async function setPlan(db: Db, form: FormData, by: string, at: Date): Promise<SetPlan> {
  const parsed = PlanForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { kind: "refused", reason: parsed.error.issues[0]!.message };
  const { project, from, perDay, total, due } = parsed.data;
  const found = (await listScopeProjects(db)).find(({ sourceId }) => sourceId === project);
  if (!found) return { kind: "refused", reason: `There is no project "${project}".` };
  await insertPlan(db, { projectId: found.projectId, fromOn: from, perDay, total, dueOn: due }, at, by);
  return { kind: "set" };
}

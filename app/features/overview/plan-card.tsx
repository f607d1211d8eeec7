import { Form, useNavigation } from "@remix-run/react";
import { Card } from "~/ui/card";
import { TextField } from "~/ui/field";
import { formatCount, formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import type { Plan } from "./pace";

export interface PlanCardProps {
  /** The chosen project; null shows all plans. */
  readonly project: { readonly id: string; readonly name: string } | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  /** In order of their first day, then of being set. */
  readonly plans: readonly Plan[];
  /** What is proposed as the first day. */
  readonly from: string;
  readonly fault: string | undefined;
}

/** What is meant to come in: set for a project, every version kept with who set it. */
export function PlanCard(props: PlanCardProps) {
  const { project, plans } = props;
  return (
    <Card
      title="Plan"
      note="Sources carry targets for persons, never a plan for a project: a manager sets it here, and every version stays with its author."
    >
      {project === null ? <AllPlans {...props} /> : <PlanForm {...props} project={project} />}
      {project !== null && plans.length > 0 ? <PlanHistory plans={plans} /> : null}
    </Card>
  );
}

function AllPlans({ projects, plans }: PlanCardProps) {
  const counting = new Map(plans.map((plan) => [plan.project, plan]));
  return (
    <ul className="grid max-h-64 gap-1.5 overflow-y-auto text-sm" tabIndex={0} aria-label="Plans by project">
      {projects.map(({ id, name }) => {
        const plan = counting.get(id);
        return (
          <li key={id} className="flex flex-wrap justify-between gap-x-3">
            <Link href={`/overview?project=${encodeURIComponent(id)}`} className="quiet-link">
              {name}
            </Link>
            <span className={plan ? "" : "text-faint"}>
              {plan ? planText(plan) : "no plan: open to set one"}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function planText({ perDay, total, dueOn, fromOn }: Plan): string {
  const altogether = total === null ? "" : `, ${formatCount(total)} in all`;
  const due = dueOn === null ? "" : ` by ${formatDate(dueOn)}`;
  return `${formatCount(perDay)} a day from ${formatDate(fromOn)}${altogether}${due}`;
}

function PlanForm({
  project,
  plans,
  from,
  fault,
}: PlanCardProps & { readonly project: { readonly id: string; readonly name: string } }) {
  const sending = useNavigation().formMethod === "POST";
  const latest = plans.at(-1);
  return (
    <Form method="post" className="grid gap-3" key={`${project.id} ${plans.length}`}>
      <input type="hidden" name="project" value={project.id} />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        <TextField
          {...{ label: "Judgments a day", name: "perDay", type: "number", min: 0, required: true }}
          defaultValue={latest?.perDay ?? ""}
        />
        <TextField {...{ label: "From", name: "from", type: "date", required: true }} defaultValue={from} />
        <TextField
          {...{ label: "Altogether, if known", name: "total", type: "number", min: 1 }}
          defaultValue={latest?.total ?? ""}
        />
        <TextField
          {...{ label: "Due, if known", name: "due", type: "date" }}
          defaultValue={latest?.dueOn ?? ""}
        />
      </div>
      {fault ? (
        <p role="alert" className="text-sm text-caution">
          {`The plan was not set. ${fault}`}
        </p>
      ) : null}
      <div>
        <button type="submit" className="button" disabled={sending}>
          {`Set the plan of ${project.name}`}
        </button>
      </div>
    </Form>
  );
}

function PlanHistory({ plans }: { readonly plans: readonly Plan[] }) {
  return (
    <ol className="mt-3 grid gap-1 border-t border-line pt-2 text-xs text-muted" aria-label="Plans so far">
      {plans.toReversed().map((plan) => (
        <li key={`${plan.fromOn} ${plan.setAt}`}>
          {`${planText(plan)}; set ${formatInstant(plan.setAt)} UTC by ${plan.setBy}`}
        </li>
      ))}
    </ol>
  );
}

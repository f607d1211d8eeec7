import { Form } from "@remix-run/react";
import { TextAreaField } from "~/ui/field";
import type { AppealSubject } from "./appeal-words";
import { SHORTEST_CLAIM } from "./reasons";

export interface ContestRowProps {
  readonly subject: AppealSubject;
  readonly subjectId: string;
  /** Tells gold items of one name apart. */
  readonly project?: string | null;
  /** Which row it is, for whoever does not see where the button stands. */
  readonly label: string;
}

/** Contests the row it stands in, where it stands: works before scripts run, and by keyboard alone. */
export const ContestRow = ({ label, project = null, ...row }: ContestRowProps) => (
  <details className="group">
    <summary
      aria-label={`Contest ${label}`}
      className="inline-block cursor-pointer whitespace-nowrap rounded-md px-1.5 py-0.5 text-xs text-accent hover:bg-hover"
    >
      Contest
    </summary>
    <div className="mt-2 w-[min(20rem,70vw)]">
      <ClaimFields {...row} project={project} claim="" />
    </div>
  </details>
);

export interface ClaimFieldsProps extends Pick<ContestRowProps, "subject" | "subjectId"> {
  readonly project: string | null;
  readonly claim: string;
}

/** What is wrong with a row, in the words of the person it is about. */
export const ClaimFields = ({ subject, subjectId, project, claim }: ClaimFieldsProps) => (
  <Form method="post" action="/me/appeals?index" className="grid gap-2">
    <input type="hidden" name="subject" value={subject} />
    <input type="hidden" name="subjectId" value={subjectId} />
    {project === null ? null : <input type="hidden" name="project" value={project} />}
    <TextAreaField
      label="What is wrong with it"
      name="claim"
      required
      minLength={SHORTEST_CLAIM}
      rows={3}
      defaultValue={claim}
      hint="A person answers within 14 days, with reasons."
    />
    <div>
      <button type="submit" className="button">
        File the appeal
      </button>
    </div>
  </Form>
);

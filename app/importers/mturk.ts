import type {
  Importer,
  ImportRecord,
  Plan,
  PlannedColumn,
  Reading,
  ReadingOptions,
  Refusal,
  SourceHead,
  TaskType,
} from "~/domain/importer";
import { backwards, latestOf, parseReward, payFor } from "./parse/assignment";
import { projectOf, type Setting, settings, soleProject } from "./parse/context";
import { parseKey, parseSeconds, text } from "./parse/ledger-field";
import { Problem, shorten } from "./parse/problem";
import { type Candidate, type Choice, chooseAnswer, choiceNote, guessTaskType } from "./parse/question";
import { isReject, optional, placesByName, required, rowParser } from "./parse/row";
import { parseNamedZone } from "./parse/source-time";

/** Batch results of Amazon Mechanical Turk, and of Turkle, which writes the same table without pay and status. */
export const mturk: Importer = {
  id: "mturk",
  label: "Amazon Mechanical Turk or Turkle batch results",
  description:
    "The batch results CSV of the requester's site, full or as its API tools write it, and Turkle's. One assignment " +
    "a row; a HIT is an item; the title of the HIT is the project unless one is named.",
  sources: [
    "CrowdTruth/Open-Domain-Relation-Extraction, data/input/AMT (read)",
    "AWS Mechanical Turk API reference, Assignment data structure (read)",
  ],
  caveats: [
    "WorkTimeInSeconds is submit minus accept, queueing included: it is not active time and not imported as such.",
    "Pay is the reward for approved assignments, zero for rejected ones and unknown while unreviewed; bonuses are elsewhere.",
    "Approved assignments with a rejection time were rejected first: they stay approved.",
    "Lifetime approval rates speak of other requesters' work and are not imported.",
    "Time zone names are read as the platform means them: PST and PDT are Pacific time.",
  ],
  recognises: (head) =>
    head.shape === "table" &&
    ["HITId", "AssignmentId", "WorkerId"].every((name) => head.rows[0]?.includes(name))
      ? "yes"
      : "no",
  open(head, options) {
    const header = head.rows[0] ?? [];
    const lacking = ["HITId", "AssignmentId", "WorkerId"].filter((name) => !header.includes(name));
    if (lacking.length > 0) return refusal(`The columns ${lacking.join(", ")} are missing.`);
    const choice = answerOf(head, options.answer);
    if (choice instanceof Problem) return refusal(choice.reason);
    return openBatch(head, header, choice, options);
  },
};

const MTURK = { id: "mturk", name: "Amazon Mechanical Turk" };
const TURKLE = { id: "turkle", name: "Turkle" };
const STATUSES = { Approved: "approved", Rejected: "rejected", Submitted: "submitted" } as const;

const ROW = {
  HITId: required(parseKey),
  HITTypeId: optional(parseKey),
  Title: optional(projectTitle),
  CreationTime: optional(parseNamedZone),
  RequesterAnnotation: optional(text),
  Reward: optional(parseReward),
  AssignmentId: required(parseKey),
  WorkerId: required(parseKey),
  AssignmentStatus: optional(parseStatus),
  AcceptTime: optional(parseNamedZone),
  SubmitTime: optional(parseNamedZone),
  ApprovalTime: optional(parseNamedZone),
  RejectionTime: optional(parseNamedZone),
  RequesterFeedback: optional(text),
  WorkTimeInSeconds: optional(parseSeconds),
  "Turkle.Username": optional(parseKey),
  answer: optional(text),
};

type Values = Exclude<ReturnType<ReturnType<typeof rowParser<typeof ROW>>>, { kind: "reject" }>;

function openBatch(
  head: SourceHead,
  header: readonly string[],
  choice: Choice | undefined,
  options: ReadingOptions,
): Reading {
  const isTurkle =
    header.includes("Turkle.Username") || !(header.includes("Reward") || header.includes("AssignmentStatus"));
  const taskType =
    options.taskType ??
    (choice ? guessTaskType(head.rows.slice(1), choice.candidate.index) : ("other" satisfies TaskType));
  const settingOf = settings(isTurkle ? TURKLE : MTURK, taskType);
  const fallback = projectOf(head.name);
  const places = placesByName(header, Object.keys(ROW));
  if (choice) places.answer = { index: choice.candidate.index, column: choice.candidate.name };
  const parse = rowParser(ROW, places, header.length);
  return {
    kind: "reading",
    plan: planOf(head, header, choice, isTurkle, taskType, options.project),
    read(row) {
      const values = parse(row);
      if (isReject(values)) return values;
      const wrong = backwards(row, "SubmitTime", values.AcceptTime, values.SubmitTime);
      return wrong ?? recordsOf(values, settingOf(options.project ?? values.Title ?? fallback));
    },
  };
}

function recordsOf(values: Values, { projectId, records }: Setting): ImportRecord[] {
  const batchId = batchOf(values);
  const context: ImportRecord[] = [...records];
  if (batchId !== null && values.CreationTime !== null) {
    const pay =
      values.Reward === null
        ? {}
        : { payMinorPerItem: values.Reward.minor, currency: values.Reward.currency };
    context.push({ table: "batches", row: { batchId, projectId, releasedAt: values.CreationTime, ...pay } });
  }
  const known = batchId !== null && values.CreationTime !== null ? { batchId } : {};
  const name = values["Turkle.Username"];
  context.push(
    {
      table: "annotators",
      row: { annotatorId: values.WorkerId, ...(name === null ? {} : { displayName: name }) },
    },
    { table: "items", row: { itemId: values.HITId, projectId, ...known } },
    { table: "judgments", row: { ...judgmentOf(values), projectId, ...known } },
  );
  return context;
}

function judgmentOf(values: Values) {
  const status = values.AssignmentStatus ?? "submitted";
  const timed = values.AcceptTime !== null && values.SubmitTime !== null;
  return {
    judgmentId: values.AssignmentId,
    annotatorId: values.WorkerId,
    itemId: values.HITId,
    startedAt: values.AcceptTime,
    submittedAt: values.SubmitTime,
    // Only where the two times are not both there does the reported work time say something that they do not.
    leadSeconds: timed ? null : values.WorkTimeInSeconds,
    answer: values.answer === "{}" ? null : values.answer,
    status,
    ...payFor(status, values.Reward),
    rejectedAt: status === "rejected" ? values.RejectionTime : null,
    rejectionReason: status === "rejected" ? values.RequesterFeedback : null,
    revisedAt: latestOf(values.SubmitTime, values.ApprovalTime, values.RejectionTime),
  };
}

function projectTitle(title: string): string {
  return title.trim().slice(0, 200);
}

function batchOf(values: Values): string | null {
  const [, batch] = /BatchId:(\w+)/.exec(values.RequesterAnnotation ?? "") ?? [];
  return batch ?? values.HITTypeId;
}

function parseStatus(status: string): (typeof STATUSES)[keyof typeof STATUSES] | Problem {
  const known = Object.entries(STATUSES).find(([name]) => name === status.trim());
  return known?.[1] ?? new Problem(`"${shorten(status)}" is none of ${Object.keys(STATUSES).join(", ")}`);
}

function answerOf(head: SourceHead, asked: string | undefined): Choice | Problem | undefined {
  const header = head.rows[0] ?? [];
  const candidates: Candidate[] = [];
  header.forEach((name, index) => {
    if (name.startsWith("Answer.")) candidates.push({ index, name });
  });
  if (candidates.length === 0 && asked === undefined) return undefined;
  return chooseAnswer(head.rows.slice(1), candidates, header.indexOf("HITId"), asked);
}

const TAKEN: Readonly<Record<string, string>> = {
  HITId: "judgments.item_id",
  HITTypeId: "batches.batch_id",
  Title: "projects.project_id",
  CreationTime: "batches.released_at",
  RequesterAnnotation: "batches.batch_id",
  Reward: "judgments.pay_minor",
  AssignmentId: "judgments.judgment_id",
  WorkerId: "judgments.annotator_id",
  AssignmentStatus: "judgments.status",
  AcceptTime: "judgments.started_at",
  SubmitTime: "judgments.submitted_at",
  ApprovalTime: "judgments.revised_at",
  RejectionTime: "judgments.rejected_at",
  RequesterFeedback: "judgments.rejection_reason",
  "Turkle.Username": "annotators.display_name",
};

function planOf(
  head: SourceHead,
  header: readonly string[],
  choice: Choice | undefined,
  isTurkle: boolean,
  taskType: TaskType,
  project: string | undefined,
): Plan {
  const columns = header.map((column, index): PlannedColumn =>
    index === choice?.candidate.index
      ? { column, as: "judgments.answer" }
      : column === "WorkTimeInSeconds"
        ? { column, as: null, note: "submit minus accept; read only where one of the two is missing" }
        : { column, as: TAKEN[column] ?? null },
  );
  const notes = [
    choice ? choiceNote(choice) : "There is no Answer column: judgments come in without an answer.",
    `The answers are taken for ${taskType}; --task-type says otherwise.`,
    isTurkle ? "Turkle exports no pay and no review status: both stay unmeasured." : undefined,
  ].filter((note) => note !== undefined);
  const title = header.indexOf("Title");
  const found =
    title === -1 ? [projectOf(head.name)] : head.rows.slice(1).map((row) => projectTitle(row[title] ?? ""));
  return { rowTable: "judgments", hasHeader: true, columns, notes, ...soleProject(project, found) };
}

const refusal = (reason: string): Refusal => ({ kind: "refusal", reason });

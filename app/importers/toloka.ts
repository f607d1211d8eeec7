import type {
  Importer,
  ImportRecord,
  PlannedColumn,
  Reading,
  ReadingOptions,
  Refusal,
  SourceHead,
} from "~/domain/importer";
import { backwards, latestOf, parseReward, payFor } from "./parse/assignment";
import { hashOf } from "./parse/content-id";
import { projectOf, type Setting, settings, soleProject } from "./parse/context";
import { parseInstant } from "./parse/instant";
import { parseKey, text } from "./parse/ledger-field";
import { Problem, shorten } from "./parse/problem";
import { type Candidate, type Choice, chooseAnswer, choiceNote, guessTaskType } from "./parse/question";
import { isReject, optional, type Place, required, rowParser } from "./parse/row";

/** The assignments TSV of a Toloka pool. */
export const toloka: Importer = {
  id: "toloka",
  label: "Toloka assignments",
  description:
    "The assignments TSV of a pool: one task of one assignment a row. The input fields name the item, GOLDEN fields " +
    "of control tasks are its answer key, the pool is the project unless one is named.",
  sources: [
    "Toloka documentation, results file (read)",
    "TI-Russia/smart_parser, tools/disclosures_site/deduplicate/assignments (read)",
  ],
  caveats: [
    "Older downloads have no submit time and no reward: handling time and pay are unmeasured, not zero.",
    "The start is that of the task suite: its tasks share it.",
    "Times are written without a zone and are UTC.",
    "Rows of nothing but tabs separate task suites and are no rows.",
  ],
  recognises: (head) =>
    head.shape === "table" &&
    ["ASSIGNMENT:assignment_id", "ASSIGNMENT:worker_id"].every((name) => head.rows[0]?.includes(name))
      ? "yes"
      : "no",
  open(head, options) {
    const header = head.rows[0] ?? [];
    const lacking = [ASSIGNMENT.assignment, ASSIGNMENT.worker].filter((name) => !header.includes(name));
    if (lacking.length > 0) return refusal(`The columns ${lacking.join(", ")} are missing.`);
    const inputs = header.flatMap((name, index) => (name.startsWith("INPUT:") ? [index] : []));
    if (inputs.length === 0 && !header.includes(ASSIGNMENT.task)) {
      return refusal("There are neither INPUT columns nor ASSIGNMENT:task_id: nothing names the item.");
    }
    const choice = answerOf(head, options.answer);
    if (choice instanceof Problem) return refusal(choice.reason);
    return openPool(head, header, inputs, choice, options);
  },
};

const TOLOKA = { id: "toloka", name: "Toloka" };
const ASSIGNMENT = {
  assignment: "ASSIGNMENT:assignment_id",
  worker: "ASSIGNMENT:worker_id",
  task: "ASSIGNMENT:task_id",
  link: "ASSIGNMENT:link",
  status: "ASSIGNMENT:status",
  started: "ASSIGNMENT:started",
  submitted: "ASSIGNMENT:submitted",
  accepted: "ASSIGNMENT:accepted",
  rejected: "ASSIGNMENT:rejected",
  reward: "ASSIGNMENT:reward",
  comment: "ACCEPT:comment",
} as const;

const STATUSES: Readonly<Record<string, "submitted" | "approved" | "rejected" | "skipped" | "expired">> = {
  SUBMITTED: "submitted",
  APPROVED: "approved",
  ACCEPTED: "approved",
  REJECTED: "rejected",
  SKIPPED: "skipped",
  EXPIRED: "expired",
};

const utc = (time: string) => parseInstant(time.trim(), "UTC");
const ROW = {
  assignment: required(parseKey),
  worker: required(parseKey),
  task: optional(parseKey),
  link: optional(text),
  status: optional(parseStatus),
  started: optional(utc),
  submitted: optional(utc),
  accepted: optional(utc),
  rejected: optional(utc),
  reward: optional(parseReward),
  comment: optional(text),
  answer: optional(text),
  gold: optional(text),
};

function openPool(
  head: SourceHead,
  header: readonly string[],
  inputs: readonly number[],
  choice: Choice | undefined,
  options: ReadingOptions,
): Reading {
  const rows = head.rows.slice(1);
  const taskType = options.taskType ?? (choice ? guessTaskType(rows, choice.candidate.index) : "other");
  const places: Partial<Record<keyof typeof ROW, Place>> = {};
  for (const [name, column] of Object.entries(ASSIGNMENT)) {
    const index = header.indexOf(column);
    if (index !== -1) places[name as keyof typeof ASSIGNMENT] = { index, column };
  }
  if (choice) {
    const { index, name, gold } = choice.candidate;
    places.answer = { index, column: name };
    if (gold !== undefined) places.gold = { index: gold, column: header[gold] ?? name };
  }
  const parse = rowParser(ROW, places, header.length);
  const settingOf = settings(TOLOKA, taskType);
  const fallback = projectOf(head.name);
  return {
    kind: "reading",
    plan: planOf(head, header, choice, taskType, options.project),
    read(row) {
      const values = parse(row);
      if (isReject(values)) return values;
      const wrong = backwards(row, ASSIGNMENT.submitted, values.started, values.submitted);
      if (wrong) return wrong;
      const projectId = options.project ?? poolOf(values.link) ?? fallback;
      return recordsOf(values, itemOf(values.task, row.cells, inputs), settingOf(projectId));
    },
  };
}

type Values = Exclude<ReturnType<ReturnType<typeof rowParser<typeof ROW>>>, { kind: "reject" }>;

function recordsOf(values: Values, itemId: string, { projectId, records }: Setting): ImportRecord[] {
  const status = values.status ?? "submitted";
  const gold = values.gold === null ? {} : { goldAnswer: values.gold };
  return [
    ...records,
    { table: "annotators", row: { annotatorId: values.worker } },
    { table: "items", row: { itemId, projectId, ...gold } },
    {
      table: "judgments",
      row: {
        // Tasks of one suite share an assignment: the item tells them apart.
        judgmentId: `${values.assignment}/${itemId}`,
        annotatorId: values.worker,
        itemId,
        projectId,
        startedAt: values.started,
        submittedAt: values.submitted,
        answer: values.answer,
        status,
        ...payFor(status, values.reward),
        rejectedAt: status === "rejected" ? values.rejected : null,
        rejectionReason: status === "rejected" ? values.comment : null,
        revisedAt: latestOf(values.submitted, values.accepted, values.rejected),
      },
    },
  ];
}

/** The task's own id, else its input: short fields readable, with a hash over all of them. */
function itemOf(task: string | null, cells: readonly string[], inputs: readonly number[]): string {
  if (task !== null) return task;
  const values = inputs.map((index) => cells[index] ?? "");
  const short = values.filter((value) => value !== "" && value.length <= 64 && !/^[[{]/.test(value));
  return [...short.slice(0, 3), hashOf(values)].join("/");
}

/** `https://toloka.yandex.ru/task/18559284/00011...`: the number of the pool. */
function poolOf(link: string | null): string | undefined {
  const [, pool] = /\/task\/(\d+)\//.exec(link ?? "") ?? [];
  return pool === undefined ? undefined : `Toloka pool ${pool}`;
}

function parseStatus(status: string): (typeof STATUSES)[string] | Problem {
  return (
    STATUSES[status.trim().toUpperCase()] ??
    new Problem(`"${shorten(status)}" is none of ${Object.keys(STATUSES).join(", ")}`)
  );
}

function answerOf(head: SourceHead, asked: string | undefined): Choice | Problem | undefined {
  const header = head.rows[0] ?? [];
  const candidates: Candidate[] = [];
  header.forEach((name, index) => {
    if (!name.startsWith("OUTPUT:")) return;
    const gold = header.indexOf(name.replace("OUTPUT:", "GOLDEN:"));
    candidates.push(gold === -1 ? { index, name } : { index, name, gold });
  });
  if (candidates.length === 0 && asked === undefined) return undefined;
  const unit = header.findIndex((name) => name.startsWith("INPUT:"));
  return chooseAnswer(head.rows.slice(1), candidates, unit, asked);
}

const TAKEN: Readonly<Record<string, string>> = {
  "ASSIGNMENT:assignment_id": "judgments.judgment_id",
  "ASSIGNMENT:worker_id": "judgments.annotator_id",
  "ASSIGNMENT:task_id": "judgments.item_id",
  "ASSIGNMENT:link": "projects.project_id",
  "ASSIGNMENT:status": "judgments.status",
  "ASSIGNMENT:started": "judgments.started_at",
  "ASSIGNMENT:submitted": "judgments.submitted_at",
  "ASSIGNMENT:accepted": "judgments.revised_at",
  "ASSIGNMENT:rejected": "judgments.rejected_at",
  "ASSIGNMENT:reward": "judgments.pay_minor",
  "ACCEPT:comment": "judgments.rejection_reason",
};

function planOf(
  head: SourceHead,
  header: readonly string[],
  choice: Choice | undefined,
  taskType: string,
  project: string | undefined,
): Reading["plan"] {
  const columns = header.map((column, index): PlannedColumn => {
    if (index === choice?.candidate.index) return { column, as: "judgments.answer" };
    if (index === choice?.candidate.gold) return { column, as: "items.gold_answer" };
    if (column.startsWith("INPUT:"))
      return { column, as: "items.item_id", note: "one of the fields that name the item" };
    return { column, as: TAKEN[column] ?? null };
  });
  const lacking = [
    header.includes(ASSIGNMENT.submitted) ? undefined : "submit times",
    header.includes(ASSIGNMENT.reward) ? undefined : "rewards",
  ].filter((name) => name !== undefined);
  const notes = [
    choice ? choiceNote(choice) : "There is no OUTPUT column: judgments come in without an answer.",
    `The answers are taken for ${taskType}; --task-type says otherwise.`,
    lacking.length > 0
      ? `The download has no ${lacking.join(" and no ")}: what needs them stays unmeasured.`
      : undefined,
  ].filter((note) => note !== undefined);
  const link = header.indexOf(ASSIGNMENT.link);
  const pools = head.rows.slice(1).map((row) => poolOf(row[link] ?? null) ?? projectOf(head.name));
  return { rowTable: "judgments", hasHeader: true, columns, notes, ...soleProject(project, pools) };
}

const refusal = (reason: string): Refusal => ({ kind: "refusal", reason });

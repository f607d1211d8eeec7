import type {
  Importer,
  ImportRecord,
  PlannedColumn,
  Reading,
  ReadingOptions,
  Refusal,
  SourceHead,
} from "~/domain/importer";
import { goldReport, isGoldReport } from "./parse/appen-gold-report";
import { answerOf, isPersonal } from "./parse/appen-questions";
import { backwards } from "./parse/assignment";
import { contentId } from "./parse/content-id";
import { projectOf, setting, type Setting } from "./parse/context";
import { countryCode } from "./parse/country";
import { parseBoolean, parseKey, text } from "./parse/ledger-field";
import { Problem } from "./parse/problem";
import { type Choice, choiceNote, guessTaskType } from "./parse/question";
import { isReject, optional, placesByName, required, rowParser } from "./parse/row";
import { parseMonthFirst } from "./parse/source-time";

/** The full report of an Appen job (before that Figure Eight and CrowdFlower): one judgment a row. */
export const appen: Importer = {
  id: "appen",
  label: "Appen, Figure Eight or CrowdFlower report",
  description:
    "The full report of a job: one judgment a row, test questions with their answer keys. The report of test " +
    "questions alone is read as a separate file of keys. The file name is the project unless one is named.",
  sources: [
    "BYU-NLP-Lab/crowdflower-newsgroups, results (read)",
    "CrowdTruth/CrowdTruth-core and CrowdTruth/Medical-Relation-Extraction, raw reports (read)",
  ],
  caveats: [
    "Times are those of a page of several units: judgments of one annotator that share both are parts of one span.",
    "Times have no zone; UTC unless a time zone is given. Dates are month first.",
    "_missed is the platform's verdict after forgiveness and is not imported; answers are held against the key anew.",
    "_trust is not the accuracy of the rows in the file and is not imported.",
    "Judgments of annotators who failed later (_tainted) are ordinary judgments here.",
    "A judgment counts as gold by _golden; where that column is missing, by its key being filled in.",
    "Addresses and places (_ip, _city, _region) are personal data and dropped.",
  ],
  readsGold: true,
  recognises(head) {
    const header = head.rows[0] ?? [];
    if (head.shape !== "table") return "no";
    return isGoldReport(header) || (header.includes("_unit_id") && header.includes("_worker_id"))
      ? "yes"
      : "no";
  },
  open(head, options) {
    const header = head.rows[0] ?? [];
    if (isGoldReport(header)) return goldReport(head, options);
    if (options.role === "gold") return refusal("This is a full report; its test questions come in with it.");
    const lacking = ["_unit_id", "_worker_id"].filter((name) => !header.includes(name));
    if (lacking.length > 0) return refusal(`The columns ${lacking.join(", ")} are missing.`);
    const choice = answerOf(head, options.answer);
    return choice instanceof Problem ? refusal(choice.reason) : openReport(head, header, choice, options);
  },
};

const APPEN = { id: "appen", name: "Appen (Figure Eight, CrowdFlower)" };

const shape = (zone: string) => ({
  _id: optional(parseKey),
  _unit_id: required(parseKey),
  _worker_id: required(parseKey),
  _golden: optional(parseBoolean),
  _started_at: optional((time) => parseMonthFirst(time.trim(), zone)),
  _created_at: optional((time) => parseMonthFirst(time.trim(), zone)),
  _country: optional((country) => countryCode(country)),
  answer: optional(text),
  gold: optional(text),
});

type Values = Exclude<ReturnType<ReturnType<typeof rowParser<ReturnType<typeof shape>>>>, { kind: "reject" }>;

function openReport(
  head: SourceHead,
  header: readonly string[],
  choice: Choice,
  options: ReadingOptions,
): Reading {
  const { index, name, gold } = choice.candidate;
  const taskType = options.taskType ?? guessTaskType(head.rows.slice(1), index);
  const at = setting(APPEN, { id: options.project ?? projectOf(head.name), taskType });
  const hidden = new Set(header.flatMap((column, position) => (isPersonal(column) ? [position] : [])));
  const zone = options.timeZone ?? "UTC";
  const row = shape(zone);
  const places = placesByName(header, Object.keys(row));
  places.answer = { index, column: name };
  if (gold !== undefined) places.gold = { index: gold, column: header[gold] ?? name };
  const parse = rowParser(row, places, header.length, hidden);
  const isGold = header.includes("_golden")
    ? (values: Values) => values._golden === true
    : (values: Values) => values.gold !== null;
  return {
    kind: "reading",
    plan: planOf(header, choice, at.projectId, [
      choiceNote(choice),
      `The answers are taken for ${taskType}; --task-type says otherwise.`,
      `Times are read in ${zone} and belong to pages of several units.`,
      hidden.size > 0 ? "Addresses and places are personal data and not imported." : undefined,
    ]),
    read(source) {
      const values = parse(source);
      if (isReject(values)) return values;
      const wrong = backwards(source, "_created_at", values._started_at, values._created_at, hidden);
      return wrong ?? recordsOf(values, isGold(values), at);
    },
  };
}

function recordsOf(values: Values, isGold: boolean, { projectId, records }: Setting): ImportRecord[] {
  const annotatorId = values._worker_id;
  const itemId = values._unit_id;
  return [
    ...records,
    {
      table: "annotators",
      row: { annotatorId, ...(values._country === null ? {} : { country: values._country }) },
    },
    {
      table: "items",
      row: { itemId, projectId, ...(isGold && values.gold !== null ? { goldAnswer: values.gold } : {}) },
    },
    {
      table: "judgments",
      row: {
        judgmentId: values._id ?? idOf(values, projectId),
        annotatorId,
        itemId,
        projectId,
        startedAt: values._started_at,
        submittedAt: values._created_at,
        answer: values.answer,
        status: "submitted",
        // A key beside a unit that is not golden was withdrawn before this judgment: it does not count for it.
        ...(values.gold !== null && !isGold ? { isGold: false } : {}),
        revisedAt: values._created_at,
      },
    },
  ];
}

/** Reports without `_id` are rare: what the row says then names the judgment. */
function idOf(values: Values, projectId: string): string {
  const { _worker_id: annotatorId, _unit_id: itemId } = values;
  const said = [values.answer, values._started_at, values._created_at];
  return contentId([annotatorId, itemId], [projectId, annotatorId, itemId, ...said]);
}

const TAKEN: Readonly<Record<string, string>> = {
  _id: "judgments.judgment_id",
  _unit_id: "judgments.item_id",
  _worker_id: "judgments.annotator_id",
  _started_at: "judgments.started_at",
  _created_at: "judgments.submitted_at",
  _country: "annotators.country",
};

function planOf(
  header: readonly string[],
  choice: Choice,
  project: string,
  notes: ReadonlyArray<string | undefined>,
): Reading["plan"] {
  const columns = header.map((column, index): PlannedColumn => {
    if (index === choice.candidate.index) return { column, as: "judgments.answer" };
    if (index === choice.candidate.gold) return { column, as: "items.gold_answer" };
    if (column === "_golden") return { column, as: "judgments.is_gold" };
    if (isPersonal(column)) return { column, as: null, note: "personal data, dropped" };
    return { column, as: TAKEN[column] ?? null };
  });
  return {
    rowTable: "judgments",
    hasHeader: true,
    columns,
    notes: notes.filter((note) => note !== undefined),
    project,
  };
}

const refusal = (reason: string): Refusal => ({ kind: "refusal", reason });

import type { SourceHead } from "~/domain/importer";
import { answerValues } from "~/domain/answer";
import { Problem } from "./problem";
import { type Candidate, type Choice, chooseAnswer, repeatsItem } from "./question";

const PERSONAL = new Set(["_ip", "_city", "_region"]);

/** Whether a column of a report says where a person is. */
export function isPersonal(column: string): boolean {
  return PERSONAL.has(column);
}

/**
 * The question that is imported. A report lists the answers first and then what the unit showed, without a mark
 * between them: a column that never differs between the judgments of a unit was shown, not answered. The key stands
 * in `<question>_gold`, or in a column with another name (`gold_answer`) that is matched to the question whose
 * answers it shares.
 */
export function answerOf(head: SourceHead, asked: string | undefined): Choice | Problem {
  const header = head.rows[0] ?? [];
  const rows = head.rows.slice(1);
  const unit = header.indexOf("_unit_id");
  const questions = header.flatMap((name, index): Candidate[] => {
    if (!mayBeQuestion(name)) return [];
    const gold = header.indexOf(`${name}_gold`);
    return gold === -1 ? [{ index, name }] : [{ index, name, gold }];
  });
  const shown = (one: Candidate) => one.gold === undefined && repeatsItem(rows, one.index, unit);
  const answered = asked === undefined ? questions.filter((one) => !shown(one)) : questions;
  const candidates = answered.length > 0 ? answered : questions;
  const isFilled = (gold: number | undefined) =>
    gold !== undefined && rows.some((row) => (row[gold] ?? "") !== "");
  const keyed = candidates.some(({ gold }) => isFilled(gold))
    ? candidates
    : withUnnamedKey(rows, header, candidates);
  return keyed.length === 0
    ? new Problem("The report has no column with answers in it.")
    : chooseAnswer(rows, keyed, unit, asked);
}

function mayBeQuestion(name: string): boolean {
  return !name.startsWith("_") && !isKey(name) && !/^orig_|_gold_reason$|[:_]confidence$/.test(name);
}

function isKey(name: string): boolean {
  return /(^|_)gold(en)?(_|$)/.test(name) && !name.startsWith("_") && !/_reason$|^orig_/.test(name);
}

const GENERAL_KEY = /^(gold(en)?|gold_answer|answer_gold|better_gold)$/;

/** Gives each key column whose name fits no question to the question whose answers agree with it most often. */
function withUnnamedKey(
  rows: ReadonlyArray<readonly string[]>,
  header: readonly string[],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const keys = header.flatMap((name, index) => (isKey(name) ? [index] : []));
  let best: { candidate: Candidate; gold: number; share: number } | undefined;
  for (const gold of keys) {
    for (const candidate of candidates) {
      const share = agreement(rows, candidate.index, gold);
      if (share > (best?.share ?? 0)) best = { candidate, gold, share };
    }
  }
  // The first rows may hold no key at all; a column that is only called gold then belongs to the first question.
  const general = keys.find((index) => GENERAL_KEY.test(header[index] ?? ""));
  const first = candidates[0];
  const isNamed = candidates.some(({ gold }) => gold !== undefined);
  if (best === undefined && general !== undefined && first && !isNamed)
    best = { candidate: first, gold: general, share: 0 };
  if (best === undefined) return candidates;
  const { candidate, gold } = best;
  return candidates.map((one) => (one === candidate ? { ...one, gold } : one));
}

function agreement(rows: ReadonlyArray<readonly string[]>, answer: number, gold: number): number {
  let keyed = 0;
  let agreeing = 0;
  for (const row of rows) {
    const accepted = answerValues(row[gold] ?? "");
    if (accepted.length === 0) continue;
    keyed += 1;
    if (answerValues(row[answer] ?? "").some((value) => accepted.includes(value))) agreeing += 1;
  }
  return keyed === 0 ? 0 : agreeing / keyed;
}

import type { TaskType } from "~/domain/importer";
import { Problem } from "./problem";

/** A column that may hold the answer. */
export interface Candidate {
  readonly index: number;
  /** As the user would name it. */
  readonly name: string;
  /** Where its answer key stands, if the source has one. */
  readonly gold?: number;
}

export interface Choice {
  readonly candidate: Candidate;
  /** The others, best first. */
  readonly others: readonly Candidate[];
}

type Rows = ReadonlyArray<readonly string[]>;
type Kind = "code" | "text" | "log" | "constant" | "empty";
const KINDS: readonly Kind[] = ["code", "text", "log", "constant", "empty"];

/**
 * Which of several questions is imported. The one asked for, else, in this order: a question whose key is filled in;
 * short answers before free text before logs and JSON, columns with one value only and empty ones last; answers that
 * differ between annotators before columns that only repeat the item; the first in the file. `unit` is the column
 * that names the item. Decided on the first rows; the same rows always give the same choice.
 */
export function chooseAnswer(
  rows: Rows,
  candidates: readonly Candidate[],
  unit: number,
  asked: string | undefined,
): Choice | Problem {
  const ranked = candidates
    .map((candidate) => ({ candidate, rank: rankOf(rows, candidate, unit) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ candidate }) => candidate);
  const [first] = ranked;
  if (first === undefined) return new Problem("No column holds an answer.");
  const found = asked === undefined ? first : named(candidates, asked);
  if (found === undefined) {
    const names = candidates.map(({ name }) => name).join(", ");
    return new Problem(`There is no answer column ${asked ?? ""}; there are ${names}.`);
  }
  return { candidate: found, others: ranked.filter((one) => one !== found) };
}

/** What kind of task the answers in a column look like; shown, and overruled by the one asked for. */
export function guessTaskType(rows: Rows, index: number): TaskType {
  const values = new Set(filled(rows, index).map((value) => value.trim()));
  if (values.size === 0) return "other";
  const all = [...values];
  if (all.every((value) => /^-?\d{1,6}(\.\d+)?$/.test(value))) {
    return all.some((value) => Number(value) >= 3 || !Number.isInteger(Number(value)))
      ? "rating"
      : "categorical";
  }
  if (all.every((value) => /^(a|b|tie)$/i.test(value))) return "preference";
  const kind = kindOf(rows, index);
  return kind === "text" || kind === "log" ? "other" : "categorical";
}

/** A sentence on the choice, for the plan. */
export function choiceNote({ candidate, others }: Choice): string | undefined {
  if (others.length === 0) return undefined;
  const names = others.slice(0, 12).map(({ name }) => name);
  const more = others.length > names.length ? ` and ${others.length - names.length} more` : "";
  return `The answer is taken from ${candidate.name}; --answer chooses another of ${names.join(", ")}${more}.`;
}

function named(candidates: readonly Candidate[], asked: string): Candidate | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/^(answer\.|output:)/, "");
  return (
    candidates.find(({ name }) => name === asked) ??
    candidates.find(({ name }) => plain(name) === plain(asked))
  );
}

function rankOf(rows: Rows, { index, gold }: Candidate, unit: number): readonly number[] {
  const keyed = gold !== undefined && filled(rows, gold).length > 0 ? 0 : gold !== undefined ? 1 : 2;
  const kind = kindOf(rows, index);
  return [kind === "empty" ? 3 : keyed, KINDS.indexOf(kind), repeatsItem(rows, index, unit) ? 1 : 0, index];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Too few rows to call a column constant. */
const ENOUGH_ROWS = 50;

function kindOf(rows: Rows, index: number): Kind {
  const values = filled(rows, index);
  if (values.length === 0) return "empty";
  if (rows.length >= ENOUGH_ROWS && new Set(values).size === 1) return "constant";
  const mean = values.reduce((sum, value) => sum + value.length, 0) / values.length;
  const json = values.filter((value) => /^\s*[[{]["{[]/.test(value)).length;
  if (json * 2 > values.length || mean > 500) return "log";
  const words = values.reduce((sum, value) => sum + value.split(/[\s|]+/).length, 0) / values.length;
  return mean > 80 || words > 6 ? "text" : "code";
}

function filled(rows: Rows, index: number): string[] {
  const values: string[] = [];
  for (const row of rows) {
    const value = row[index];
    if (value !== undefined && value.trim() !== "" && value !== "{}") values.push(value);
  }
  return values;
}

/** Whether every item that several rows are about has one value only in this column: then it describes the item. */
export function repeatsItem(rows: Rows, index: number, unit: number): boolean {
  const seen = new Map<string, string>();
  let repeated = 0;
  for (const row of rows) {
    const [item, value] = [row[unit], row[index] ?? ""];
    if (item === undefined) continue;
    const before = seen.get(item);
    if (before === undefined) seen.set(item, value);
    else if (before !== value) return false;
    else repeated += 1;
  }
  return repeated > 0;
}

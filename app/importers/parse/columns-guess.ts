import type { ReadingOptions } from "~/domain/importer";
import type { Assigned, Role } from "./columns-mapping";
import { isPersonalName, positionsByName, unitOf } from "./columns-names";
import { knownLayout } from "./columns-layouts";
import { Problem } from "./problem";
import { chooseAnswer, choiceNote, repeatsItem } from "./question";

type Rows = ReadonlyArray<readonly string[]>;

/**
 * Guesses what each column is: a layout that is known by its shape, else header names, else the order that bare label
 * files have (annotator, item, answer, and perhaps the key; item and key alone in a file of keys). Whatever is
 * guessed is said in the plan; a Problem says which value no column could be found for.
 */
export function guessColumns(rows: Rows, options: ReadingOptions): Assigned | Problem {
  const layout = knownLayout(rows);
  if (layout && options.role !== "gold") return layout;
  const header = rows[0] ?? [];
  const at = positionsByName(header);
  if (!isHeader(rows, at)) return byOrder(rows, options);
  return options.role === "gold" ? keysByName(rows, header, at) : byName(rows, header, at, options.answer);
}

/** Whether the first row names columns: two or more known names, or texts that the column below never repeats. */
function isHeader(rows: Rows, at: Partial<Record<Role, number>>): boolean {
  const header = rows[0] ?? [];
  if (Object.keys(at).length >= 2) return true;
  if (header.some((cell) => cell.trim() === "" || !Number.isNaN(Number(cell)))) return false;
  if (new Set(header).size < header.length) return false;
  return header.every((cell, index) => rows.slice(1).every((row) => row[index] !== cell));
}

function byOrder(rows: Rows, options: ReadingOptions): Assigned | Problem {
  const width = rows[0]?.length ?? 0;
  const bare = { hasHeader: false, unitSec: {}, exactId: false };
  if (options.role === "gold") {
    if (width !== 2)
      return new Problem("A file of answer keys without a header has two columns: item and key.");
    return {
      ...bare,
      at: { gold_answer: 1 },
      item: [0],
      notes: ["No header: the columns are item and answer key."],
    };
  }
  if (width === 3 || width === 4) {
    const at = { annotator_id: 0, answer: 2, ...(width === 4 ? { gold_answer: 3 } : {}) };
    const names = width === 4 ? "annotator, item, answer and answer key" : "annotator, item and answer";
    return { ...bare, at, item: [1], notes: [`No header: the columns are taken for ${names}.`] };
  }
  return new Problem(
    width === 2
      ? "Two columns without a header may be items and answer keys; give this file with --gold."
      : "There is no header and the columns have no order that is known; say which is which with --columns.",
  );
}

function byName(
  rows: Rows,
  header: readonly string[],
  named: Partial<Record<Role, number>>,
  asked: string | undefined,
): Assigned | Problem {
  const { annotator_id: annotator, item_id: item } = named;
  if (annotator === undefined) return lacking("who judged (annotator_id)", header);
  if (item === undefined) return lacking("what was judged (item_id)", header);
  const body = rows.slice(1);
  const taken = new Set(Object.entries(named).flatMap(([role, index]) => (role === "answer" ? [] : [index])));
  const free = header.flatMap((name, index) =>
    taken.has(index) || isPersonalName(name) ? [] : [{ index, name }],
  );
  const named1 =
    asked === undefined && named.answer !== undefined
      ? free.filter(({ index }) => index === named.answer)
      : free;
  const differing = named1.filter(({ index }) => !repeatsItem(body, index, item));
  const choice = chooseAnswer(
    body,
    asked === undefined && differing.length > 0 ? differing : named1,
    item,
    asked,
  );
  if (choice instanceof Problem) return free.length === 0 ? lacking("the answer", header) : choice;
  const at: Partial<Record<Role, number>> = { ...named, answer: choice.candidate.index };
  const notes = ["The columns are guessed from their names and contents.", choiceNote(choice)];
  return {
    hasHeader: true,
    at,
    item: [item],
    unitSec: units(header, at),
    exactId: false,
    notes: notes.filter((note) => note !== undefined),
  };
}

function keysByName(
  rows: Rows,
  header: readonly string[],
  named: Partial<Record<Role, number>>,
): Assigned | Problem {
  const item = named.item_id ?? (header.length === 2 ? (named.gold_answer === 0 ? 1 : 0) : undefined);
  if (item === undefined) return lacking("the item (item_id)", header);
  const last = header.length === 2 ? 1 - item : undefined;
  const gold = named.gold_answer ?? header.findIndex((name) => /_gold$/.test(name));
  const key = gold !== -1 ? gold : (named.answer ?? last);
  if (key === undefined) return lacking("the answer key (gold_answer)", header);
  const notes = ["The columns of the answer keys are guessed from their names."];
  return { hasHeader: true, at: { gold_answer: key }, item: [item], unitSec: {}, exactId: false, notes };
}

function units(header: readonly string[], at: Partial<Record<Role, number>>): Partial<Record<Role, number>> {
  const unit: Partial<Record<Role, number>> = {};
  for (const role of ["active_seconds", "idle_seconds", "lead_seconds"] as const) {
    if (at[role] !== undefined) unit[role] = unitOf(header[at[role]]);
  }
  return unit;
}

function lacking(what: string, header: readonly string[]): Problem {
  const shown = header.slice(0, 12).map((name) => (name.length > 40 ? `${name.slice(0, 37)}...` : name));
  return new Problem(
    `No column was found for ${what} among ${shown.join(", ")}; say which it is with --columns.`,
  );
}

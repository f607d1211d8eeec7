import type { SourceRow } from "~/domain/importer";
import type { ByteSource } from "~/features/imports/source-bytes.server";
import { isFault, type SourceFault } from "~/features/imports/source-fault";
import { findSources } from "~/features/imports/source-inputs.server";
import { readHead, rowsOf } from "~/features/imports/source-rows.server";
import type { NamedTask } from "./label-task";
import { TaskBuilder } from "./task-builder";

/** A file of labels that cannot be read: one sentence that says what is wrong and what to do. */
export class LabelFileFault extends Error {
  override readonly name = "LabelFileFault";
}

interface Places {
  readonly annotator: number;
  readonly item: number;
  readonly answer: number;
  readonly gold: number | null;
  readonly headerRows: number;
}

/** What columns are called in files that have a header; otherwise they stand in the order below. */
const NAMES: Readonly<Record<Exclude<keyof Places, "headerRows">, readonly string[]>> = {
  annotator: [
    "annotator_id",
    "annotator",
    "worker_id",
    "worker",
    "amt_worker_ids",
    "rater",
    "user",
    "performer",
  ],
  item: ["item_id", "item", "task_id", "task", "unit_id", "unit", "question", "orig_id", "example", "object"],
  answer: ["answer", "label", "response", "judgment", "judgement", "rating", "value"],
  gold: ["gold", "gold_answer", "truth", "true_label", "golden"],
};

/**
 * Reads `annotator_id,item_id,answer[,gold]`, CSV or TSV, with a header or without, plain or compressed, into a task.
 * Throws {@link LabelFileFault} for a file that is none.
 */
export async function readLabelFile(path: string, seed: number): Promise<NamedTask> {
  const found = orThrow(await findSources(path));
  try {
    const [source, ...more] = found.sources;
    if (!source || more.length > 0) {
      throw new LabelFileFault(`${path} holds ${found.sources.length} files; give one file of labels.`);
    }
    return await readSource(path, source, seed);
  } finally {
    await found.dispose();
  }
}

async function readSource(path: string, source: ByteSource, seed: number): Promise<NamedTask> {
  const { layout, head } = orThrow(await readHead(source, undefined));
  if (head.shape !== "table") {
    throw new LabelFileFault(`${path} is JSON; give a CSV or TSV of annotator_id,item_id,answer[,gold].`);
  }
  const builder = new TaskBuilder();
  let places: Places | undefined;
  for await (const piece of rowsOf(source, layout, () => undefined)) {
    for (const row of orThrow(piece)) {
      if (row.cells.every((cell) => cell.trim() === "")) continue;
      if (places === undefined) {
        places = placesOf(path, row.cells);
        if (places.headerRows === 1) continue;
      }
      addRow(builder, path, row, places);
    }
  }
  return builder.build({ rule: "overlap", tolerance: 0, ordinal: false, seed });
}

/** Which column is which: by the names of a header where the first row is one, else by their order. */
function placesOf(path: string, first: readonly string[]): Places {
  const names = first.map((cell) => cell.trim().replace(/^[!#]/, "").toLowerCase());
  const find = (what: keyof typeof NAMES) => names.findIndex((name) => NAMES[what].includes(name));
  const [annotator, item, answer, gold] = [find("annotator"), find("item"), find("answer"), find("gold")];
  if (annotator < 0 && item < 0 && answer < 0) {
    if (first.length < 3) {
      throw new LabelFileFault(
        `${path} has ${first.length} column${first.length === 1 ? "" : "s"}; annotator_id, item_id and answer are needed.`,
      );
    }
    return { annotator: 0, item: 1, answer: 2, gold: first.length > 3 ? 3 : null, headerRows: 0 };
  }
  const absent = Object.entries({ annotator_id: annotator, item_id: item, answer }).find(([, at]) => at < 0);
  if (absent) throw new LabelFileFault(`${path} has a header without ${absent[0]}; name that column so.`);
  return { annotator, item, answer, gold: gold < 0 ? null : gold, headerRows: 1 };
}

function addRow(builder: TaskBuilder, path: string, { line, cells }: SourceRow, places: Places): void {
  const annotator = cells[places.annotator]?.trim() ?? "";
  const item = cells[places.item]?.trim() ?? "";
  if (annotator === "" || item === "" || cells[places.answer] === undefined) {
    throw new LabelFileFault(
      `${path} line ${line} lacks an annotator, an item or an answer; mend or remove it.`,
    );
  }
  const key = places.gold === null ? "" : (cells[places.gold]?.trim() ?? "");
  builder.add(annotator, item, cells[places.answer] ?? null, key === "" ? null : key, null);
}

function orThrow<T extends object>(value: T | SourceFault): T {
  if (isFault(value)) throw new LabelFileFault(value.reason);
  return value;
}

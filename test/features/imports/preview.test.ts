import { describe, expect, it } from "vitest";
import { mappingOf } from "~/features/imports/preview-card";
import { type FilePreview, previewUpload } from "~/features/imports/preview.server";

/** A form's file with what is said of it, as a browser sends it. */
async function previewed(
  name: string,
  text: string | Uint8Array,
  fields: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set("file", new Blob([text as BlobPart]), name);
  return previewUpload(new Request("http://localhost/imports/preview", { method: "POST", body: form }));
}

async function onlyFile(...given: Parameters<typeof previewed>): Promise<FilePreview> {
  const preview = await previewed(...given);
  if ("fault" in preview) throw new Error(preview.fault);
  expect(preview.files).toHaveLength(1);
  return preview.files[0]!;
}

const LABELS = [
  "who,what,label,truth,when",
  "ann,i1,yes,yes,2026-03-01 09:00",
  "ben,i1,no,yes,never",
  "ann,i2,no,no,",
];
const takenFor = (file: FilePreview) => file.columns.map(({ role }) => role ?? null);
const MAPPING = { annotator_id: 1, item_id: 2, answer: 3, header: true };

describe("a file before it is imported", () => {
  it("shows its first rows, what each column is taken for, and what would be refused", async () => {
    const text = ["annotator_id,item_id,answer,submitted_at", "ann,i1,yes,2026-03-01 09:00", ",i2,no,"].join(
      "\n",
    );
    const file = await onlyFile("labels.csv", text);
    expect(file).toMatchObject({ format: "columns", hasHeader: true, tried: 2, refused: 1 });
    expect(takenFor(file)).toEqual(["annotator_id", "item_id", "answer", "submitted_at"]);
    expect(file.rows[0]).toEqual(["ann", "i1", "yes", "2026-03-01 09:00"]);
    expect(file.rejects[0]).toMatchObject({ line: 3 });
  });

  it("is read as the mapping on the screen says, which is the one that --columns takes", async () => {
    const guessed = await onlyFile("labels.csv", LABELS.join("\n"), { columns: JSON.stringify(MAPPING) });
    const mapping = mappingOf(guessed, 4, "submitted_at");
    expect(JSON.parse(mapping)).toEqual({ ...MAPPING, submitted_at: 5 });
    const mapped = await onlyFile("labels.csv", LABELS.join("\n"), { columns: mapping });
    expect(takenFor(mapped)).toEqual(["annotator_id", "item_id", "answer", null, "submitted_at"]);
    expect(mapped.rejects).toMatchObject([{ line: 3, column: "when" }]);
  });

  it("takes a role from the column that had it, adds columns to an item, and leaves one out", async () => {
    const file = await onlyFile("labels.csv", LABELS.join("\n"), { columns: JSON.stringify(MAPPING) });
    expect(JSON.parse(mappingOf(file, 3, "answer"))).toEqual({ ...MAPPING, answer: 4 });
    expect(JSON.parse(mappingOf(file, 3, "item_id"))).toEqual({ ...MAPPING, item_id: [2, 4] });
    expect(JSON.parse(mappingOf(file, 2, ""))).toEqual({ annotator_id: 1, item_id: 2, header: true });
  });

  it("shows a table whose columns nobody knows with what is said of them so far, and what is lacking", async () => {
    const unknown = await onlyFile("verdicts.csv", LABELS.join("\n"));
    expect(unknown.lacking).toMatch(/^No column was found for who judged/);
    expect(unknown.columns.map(({ column }) => column)).toEqual(["who", "what", "label", "truth", "when"]);
    expect(unknown.rows).toHaveLength(3);
    const half = await onlyFile("verdicts.csv", LABELS.join("\n"), {
      columns: mappingOf(unknown, 1, "item_id"),
    });
    expect(half.lacking).toBe("The mapping of columns does not say which column is annotator_id.");
    expect(takenFor(half)).toEqual([null, "item_id", null, null, null]);
    const more = await onlyFile("verdicts.csv", LABELS.join("\n"), {
      columns: mappingOf(half, 0, "annotator_id"),
    });
    const whole = await onlyFile("verdicts.csv", LABELS.join("\n"), {
      columns: mappingOf(more, 2, "answer"),
    });
    expect(whole).toMatchObject({ lacking: null, tried: 3, refused: 0 });
  });

  it("says in one sentence what is no file of work", async () => {
    const picture = await previewed("picture.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    expect("fault" in picture && picture.fault).toMatch(/^\S.+\.$/);
  });

  it("names the members of documents", async () => {
    const text = [
      '{"worker": "ann", "task": "t1", "label": "a"}',
      '{"worker": "ben", "task": "t1", "label": "b"}',
    ];
    const file = await onlyFile("labels.jsonl", text.join("\n"));
    expect(file.isDocuments).toBe(true);
    expect(JSON.parse(mappingOf(file, -1, ""))).toEqual({
      annotator_id: "worker",
      item_id: "task",
      answer: "label",
    });
  });
});

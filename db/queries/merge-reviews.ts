import { factSpec } from "./merge-tables";
import { type MergeRun, run } from "./merge-run";

/**
 * Puts the reviews of judgments under the judgments' author; `judgments` selects rows with `judgment_id` and the
 * `annotator_id` that is right now (0: the judgment is gone). The distribution column is never updated in place.
 */
export async function relinkReviews({ db }: MergeRun, judgments: string): Promise<void> {
  const names = factSpec("reviews").columns.map(({ name }) => name);
  const kept = [...names.filter((name) => name !== "annotator_id"), "import_id"];
  await run(
    db,
    `with moved as (
       delete from reviews r using ${judgments} j
       where r.judgment_id = j.judgment_id and r.annotator_id <> j.annotator_id
       returning ${kept.map((name) => `r.${name}`).join(", ")}, j.annotator_id as author_id
     )
     insert into reviews (annotator_id, ${kept.join(", ")}) select author_id, ${kept.join(", ")} from moved`,
  );
}

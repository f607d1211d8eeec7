import type { Database } from "db/client";
import { findBusiestAnnotator } from "db/queries/accounts";
import { findAnnotator, findOwnAnnotator } from "db/queries/annotator";
import { listKeyMisses } from "db/queries/contested-rows";
import { listPaymentRows } from "db/queries/record-rows";
import { listProposals } from "db/queries/tier-reviews";
import type { Viewer } from "~/domain/viewer";
import { answerAppeal, noteOpened } from "~/features/appeals/answer.server";
import type { AppealSubject } from "~/features/appeals/appeal-words";
import { fileAppeal } from "~/features/appeals/filing.server";
import { decidedChangeId } from "~/features/tiers/proposal";

const DAY_MS = 86_400_000;
const MANAGER: Viewer = {
  accountId: "demo-appeals",
  name: "Maren, operations manager",
  role: "manager",
  annotatorId: null,
};

interface Filing {
  readonly annotatorId: number;
  readonly subject: AppealSubject;
  readonly subjectId: string;
  readonly project?: string;
  readonly claim: string;
}

/**
 * Appeals as people of the demonstration would file them, some answered, some open, all by the ways of the product: the
 * keys are those that the programme knows to be wrong. Days are counted back from `now`, so that clocks run.
 */
export async function seedAppeals(
  database: Database,
  wrongKeys: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const busiest = (await findBusiestAnnotator(database.db))?.sourceId;
  const whom = busiest === undefined ? undefined : (await findAnnotator(database.db, busiest))?.annotatorId;
  // Whoever one can choose to be comes first, so that their page has something of each.
  const misses = (await listKeyMisses(database.db, [...wrongKeys])).toSorted(
    (a, b) => Number(b.annotatorId === whom) - Number(a.annotatorId === whom),
  );
  const items = [...new Set(misses.map(({ item }) => item))];
  const [first, second] = items.map((item) => misses.find((one) => one.item === item));
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS);
  if (first !== undefined) {
    const { annotatorId, item: subjectId, project } = first;
    const claim =
      "I went back to the guideline after I missed this one: my answer is what its second example says, the key is not.";
    const filing = { annotatorId, subject: "gold_item", subjectId, project, claim } as const;
    await answer(database, await file(database, filing, at(6)), at(1), {
      outcome: "upheld",
      reasons:
        "Most people who answered this item agree with each other and not with the key; read against the guideline's second example they are right.",
    });
  }
  if (second !== undefined) {
    const { annotatorId, item: subjectId, project } = second;
    const claim =
      "Three of us talked about this item in the channel and all read it the same way; please look at its key.";
    await file(database, { annotatorId, subject: "gold_item", subjectId, project, claim }, at(2));
  }
  await contestPayments(database, misses, at);
  const [waiting] = (await listProposals(database.db, ["open"], 100)).filter(
    ({ direction }) => direction === "down",
  );
  if (waiting !== undefined) {
    const { annotatorId } = waiting;
    const claim =
      "The window counts my first week on a project that was new to me; the weeks since are above the bar.";
    const subjectId = decidedChangeId(waiting);
    await file(database, { annotatorId, subject: "tier_change", subjectId, claim }, at(4));
  }
}

/** One payment that is open and close to its last day, one whose appeal was rejected. */
async function contestPayments(
  database: Database,
  people: readonly { readonly annotatorId: number }[],
  at: (daysAgo: number) => Date,
): Promise<void> {
  const [one, other] = [...new Set(people.map(({ annotatorId }) => annotatorId))].slice(0, 2);
  const latest = async (annotatorId: number | undefined) =>
    annotatorId === undefined
      ? undefined
      : (await listPaymentRows(database.db, annotatorId, { limit: 1, offset: 0 }))[0];
  const [open, closed] = [await latest(one), await latest(other)];
  if (open !== undefined && one !== undefined) {
    const claim =
      "Two hours of the training on the new guideline are missing from this payment; the invitation said paid.";
    await file(database, { annotatorId: one, subject: "payment", subjectId: open.paymentId, claim }, at(12));
  }
  if (closed !== undefined && other !== undefined) {
    const claim = "This is less than the week before although I worked as many hours on the same project.";
    const filing = { annotatorId: other, subject: "payment", subjectId: closed.paymentId, claim } as const;
    await answer(database, await file(database, filing, at(20)), at(3), {
      outcome: "rejected",
      reasons:
        "The judgments of that week were fewer and of batches that pay less an item; the sum matches them line by line.",
    });
  }
}

async function file(database: Database, filing: Filing, at: Date): Promise<string> {
  const { annotatorId, subject, subjectId, project, claim } = filing;
  const sourceId = (await findOwnAnnotator(database.db, annotatorId))?.sourceId ?? "";
  const name = (await findAnnotator(database.db, sourceId))?.displayName ?? sourceId;
  const viewer: Viewer = { accountId: `demo-${sourceId}`, name, role: "annotator", annotatorId };
  const form = new FormData();
  const fields = { subject, subjectId, claim, ...(project === undefined ? {} : { project }) };
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  const filed = await database.seenBy(viewer, (db) => fileAppeal({ viewer, db, database }, form, at));
  if (filed.kind === "refused") throw new Error(filed.sentence);
  return filed.appealId;
}

async function answer(
  database: Database,
  appealId: string,
  at: Date,
  fields: { readonly outcome: "upheld" | "rejected"; readonly reasons: string },
): Promise<void> {
  await noteOpened(database.db, MANAGER, appealId, new Date(at.getTime() - 20 * 60_000));
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  const answered = await answerAppeal(database, MANAGER, appealId, form, at);
  if (answered.kind === "refused") throw new Error(answered.sentence);
}

import type { Access } from "~/auth.server";
import { answerAppeal, rectifyAppeal } from "./answer.server";

/** Why an answer was not taken, with what was written, for the form to show again. */
export interface AppealFault {
  readonly sentence: string;
  readonly reasons: string;
  readonly outcome: string;
}

/**
 * Does what a manager's form asks of an appeal, and writes into the log whom it was about: the person who filed it,
 * everybody whom a retired key scored anew, and the key itself. Null where it was done.
 */
export async function actOnAppeal(
  { viewer, database, saw }: Pick<Access, "viewer" | "database" | "saw">,
  appealId: string,
  form: FormData,
  at: Date,
): Promise<AppealFault | null> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const fault = (sentence: string) => ({ sentence, reasons: text("reasons"), outcome: text("outcome") });
  if (text("intent") === "rectify") {
    const refused = await rectifyAppeal(database, viewer, appealId, form, at);
    return refused === null ? null : fault(refused);
  }
  const answered = await answerAppeal(database, viewer, appealId, form, at);
  if (answered.kind === "refused") return fault(answered.sentence);
  await saw({ kind: "decided", what: `answer to an appeal: ${text("outcome")}`, about: answered.about });
  if (answered.retired !== null) {
    await saw({ kind: "changed", what: answered.retired, about: null });
    for (const about of answered.rescored)
      await saw({ kind: "decided", what: `scored anew: ${answered.retired}`, about });
  }
  return null;
}

import { z } from "zod";
import type { Database } from "db/client";
import type { Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import { readForm } from "~/form.server";
import {
  addAccount,
  changeAccount,
  findAccountName,
  isAccountFault,
  listAccounts,
  makeLink,
  removeSecondFactor,
  signOutEverywhere,
} from "./accounts.server";

const Role = z.enum(["administrator", "manager", "researcher", "annotator"]);
const id = z.string().min(1).max(100);
const annotator = z
  .string()
  .trim()
  .max(500)
  .optional()
  .transform((text) => text || null);

const PeopleForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("add"),
    email: z.string().max(300),
    name: z.string().trim().max(200).default(""),
    role: Role,
    annotator,
  }),
  z.object({ intent: z.literal("role"), id, role: Role, annotator }),
  z.object({ intent: z.literal("disable"), id }),
  z.object({ intent: z.literal("enable"), id }),
  z.object({ intent: z.literal("link"), id }),
  z.object({ intent: z.literal("sign-out"), id }),
  z.object({ intent: z.literal("one-factor"), id }),
]);

type Form = z.infer<typeof PeopleForm>;

/** What came of a form: a fault, or a sentence, with a link where one was made. */
export type PeopleAnswer =
  { readonly fault: string } | { readonly done: string; readonly link?: string | undefined };

/** Everybody with an account. */
export async function loadPeople({ db }: Database, viewer: Viewer) {
  const people = await listAccounts(db);
  return { people, ownId: viewer.accountId };
}

/** Adds somebody, or changes what they may do. A link's address is shown once: only its hash is kept. */
export async function answerPeople(database: Database, request: Request, now: Date): Promise<PeopleAnswer> {
  const form = PeopleForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return { fault: "That form cannot be read. Load the page again." };
  const origin = env().publicUrl ?? new URL(request.url).origin;
  return carryOut(database, form.data, origin, now);
}

async function carryOut(database: Database, form: Form, origin: string, now: Date): Promise<PeopleAnswer> {
  if (form.intent === "add") {
    const added = await addAccount(database, form, now);
    if (isAccountFault(added)) return added;
    return { done: `${form.email.trim()} was added. Give them this link:`, link: origin + added.path };
  }
  const name = await findAccountName(database, form.id);
  if (name === undefined) return { fault: "There is no such account." };
  switch (form.intent) {
    case "link":
      return { done: `A new link for ${name}:`, link: origin + (await makeLink(database, form.id, now)) };
    case "sign-out":
      await signOutEverywhere(database, form.id);
      return { done: `${name} is signed out everywhere.` };
    case "one-factor":
      await removeSecondFactor(database, form.id, now);
      return { done: `${name} signs in with the password alone until they set up a second factor again.` };
    case "disable":
    case "enable": {
      const disabled = form.intent === "disable";
      const fault = await changeAccount(database, form.id, { disabled }, now);
      return fault ?? { done: disabled ? `${name} cannot sign in any more.` : `${name} can sign in again.` };
    }
    case "role": {
      const fault = await changeAccount(
        database,
        form.id,
        { role: form.role, annotator: form.annotator },
        now,
      );
      return fault ?? { done: `${name} is ${form.role} now.` };
    }
  }
}

import { z } from "zod";
import type { Database } from "db/client";
import { findAccount } from "db/queries/accounts";
import type { Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import type { Noted } from "~/features/access-log/access-log.server";
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
import { tellOwner } from "./told.server";

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
type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** What came of a form: a fault, or a sentence, with a link where one was made. */
export type PeopleAnswer =
  { readonly fault: string } | { readonly done: string; readonly link?: string | undefined };

/** Everybody with an account. */
export async function loadPeople({ db }: Database, viewer: Viewer) {
  const people = await listAccounts(db);
  return { people, ownId: viewer.accountId };
}

/** What came of a form, and what the log says of it. */
interface PeopleAnswered {
  readonly answer: PeopleAnswer;
  readonly noted: readonly Noted[];
}

/** Adds somebody, or changes what they may do. A link's address is shown once: only its hash is kept. */
export async function answerPeople(database: Database, request: Request, now: Date): Promise<PeopleAnswered> {
  const form = PeopleForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) {
    return { answer: { fault: "That form cannot be read. Load the page again." }, noted: [] };
  }
  const origin = env().publicUrl ?? new URL(request.url).origin;
  const { data } = form;
  const before = data.intent === "add" ? undefined : await findAccount(database.db, data.id);
  const answer = await carryOut(database, data, origin, now);
  return { answer, noted: "fault" in answer ? [] : notedOf(data, before) };
}

/** In words, once for each annotator whose account it is or was: a link and a role open that person's own rows. */
function notedOf(form: Form, before: Account | undefined): readonly Noted[] {
  const after = form.intent === "add" || form.intent === "role" ? form.annotator : null;
  const people = new Set([before?.annotator ?? null, after].filter((one) => one !== null));
  const what = doneInWords(form, before?.name ?? "");
  return people.size === 0 ? [{ what, about: null }] : [...people].map((about) => ({ what, about }));
}

function doneInWords(form: Form, name: string): string {
  switch (form.intent) {
    case "add":
      return `account added, with a sign-in link: ${form.email.trim()}, ${form.role}`;
    case "link":
      return `sign-in link made for ${name}`;
    case "sign-out":
      return `${name} signed out everywhere`;
    case "one-factor":
      return `second factor of ${name} removed`;
    case "disable":
      return `account of ${name} disabled`;
    case "enable":
      return `account of ${name} enabled again`;
    case "role":
      return `role of ${name}: ${form.role}`;
  }
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
    case "link": {
      await tellOwner(database, form.id, "An administrator made a link to set your password anew", now);
      return { done: `A new link for ${name}:`, link: origin + (await makeLink(database, form.id, now)) };
    }
    case "sign-out":
      await signOutEverywhere(database, form.id);
      return { done: `${name} is signed out everywhere.` };
    case "one-factor":
      await removeSecondFactor(database, form.id, now);
      await tellOwner(database, form.id, "An administrator removed the second factor of your account", now);
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
      if (fault) return fault;
      await tellOwner(database, form.id, `Your role is now: ${form.role}`, now);
      return { done: `${name} is ${form.role} now.` };
    }
  }
}

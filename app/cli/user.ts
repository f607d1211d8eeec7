import { type Command, InvalidArgumentError, Option } from "commander";
import type { Role } from "~/domain/viewer";
import { env } from "~/env.server";
import { logCommand } from "~/features/access-log/access-log.server";
import { addAccount, isAccountFault } from "~/features/accounts/accounts.server";
import { Fault } from "./outcome";
import { withMigrated } from "./open";

const ROLES: readonly Role[] = ["administrator", "manager", "researcher", "annotator"];

interface AddOptions {
  readonly role: Role;
  readonly annotator?: string;
  readonly name?: string;
}

/** People who may sign in. */
export function user(program: Command): void {
  program
    .command("user")
    .description("add people who may sign in")
    .command("add")
    .argument("<email>", "address, by which they sign in", address)
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--annotator <id>", "the annotator whose account it is, by the id in the source")
    .option("--name <name>", "as others see it (default: the address)")
    .description("add somebody and print a link, to be used once, by which they choose a password")
    .action((email: string, options: AddOptions, command: Command) => add(email, options, command));
}

function add(email: string, { role, annotator, name }: AddOptions, command: Command): Promise<void> {
  return withMigrated(command, async (database) => {
    const invitation = { email, role, annotator: annotator ?? null, name: name ?? "" };
    const added = await addAccount(database, invitation, new Date());
    if (isAccountFault(added)) throw new Fault(added.fault);
    await logCommand(database.db, {
      kind: "changed",
      what: `account added, with a sign-in link: ${email.trim()}, ${role}`,
      about: invitation.annotator,
    });
    const { publicUrl, host, port } = env();
    process.stdout.write(`${publicUrl ?? `http://${host}:${port}`}${added.path}\n`);
  });
}

function address(text: string): string {
  if (!text.includes("@")) throw new InvalidArgumentError("An e-mail address has an @.");
  return text;
}

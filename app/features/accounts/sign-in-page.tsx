import { Form } from "@remix-run/react";
import { TextField } from "~/ui/field";
import type { Role } from "~/domain/viewer";
import { FormFault, OutsideFrame } from "./outside-frame";
import { PasswordField } from "./password-field";
import { ROLE_WORDS } from "./role-words";

export interface SignInPageProps {
  readonly next: string;
  readonly fault: string | undefined;
  readonly hasSingleSignOn: boolean;
  readonly demo: readonly { readonly accountId: string; readonly name: string; readonly role: Role }[];
}

/** E-mail and password, single sign-on where it is set up, and on the demonstration a choice of who to be. */
export function SignInPage({ next, fault, hasSingleSignOn, demo }: SignInPageProps) {
  if (demo.length > 0) return <DemoChoice next={next} fault={fault} demo={demo} />;
  return (
    <OutsideFrame title="Sign in">
      <FormFault>{fault}</FormFault>
      <Form method="post" className="space-y-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordField label="Password" name="password" autoComplete="current-password" required />
        <button type="submit" name="intent" value="password" className="button-primary w-full justify-center">
          Sign in
        </button>
      </Form>
      {hasSingleSignOn ? (
        <Form method="post" className="mt-3" reloadDocument>
          <input type="hidden" name="next" value={next} />
          <button type="submit" name="intent" value="single-sign-on" className="button w-full justify-center">
            Sign in through your organisation
          </button>
        </Form>
      ) : null}
      <p className="mt-5 text-xs text-muted">
        First time here, or the password is lost? An administrator can make you a link.
      </p>
    </OutsideFrame>
  );
}

function DemoChoice({ next, fault, demo }: Pick<SignInPageProps, "next" | "fault" | "demo">) {
  return (
    <OutsideFrame
      title="Who would you like to be?"
      summary="Everybody in this demonstration is invented, and only this machine can reach it."
    >
      <FormFault>{fault}</FormFault>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {demo.map(({ accountId, name, role }) => (
          <li key={accountId}>
            <Form method="post">
              <input type="hidden" name="next" value={next} />
              <input type="hidden" name="intent" value="demo" />
              <button
                type="submit"
                name="accountId"
                value={accountId}
                className="block w-full px-4 py-3 text-left hover:bg-hover"
              >
                <span className="block text-sm font-medium">{name}</span>
                <span className="block text-xs text-muted">{ROLE_WORDS[role].purpose}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </OutsideFrame>
  );
}

import { Form } from "@remix-run/react";
import { Link } from "~/ui/link";
import { TextField } from "~/ui/field";
import { FormFault, OutsideFrame } from "./outside-frame";
import { PasswordField } from "./password-field";

export interface LinkPageProps {
  readonly token: string;
  readonly fault: string | undefined;
  /** Null where the link cannot be used any more. */
  readonly account: { readonly name: string; readonly email: string; readonly isFirst: boolean } | null;
  readonly shortest: number;
}

/** Where a link leads that an administrator, or the first start, has made: choose a password. */
export function LinkPage({ token, fault, account, shortest }: LinkPageProps) {
  if (account === null) {
    return (
      <OutsideFrame
        title="This link cannot be used"
        summary="It was used already, or is too old. An administrator can make a new one."
      >
        <Link href="/sign-in" className="button">
          Sign in
        </Link>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame
      title={account.isFirst ? "Set up Evenhand" : `Welcome, ${account.name}`}
      summary={
        account.isFirst
          ? "You become the administrator, and can add everybody else."
          : `Choose a password for ${account.email}.`
      }
    >
      <FormFault>{fault}</FormFault>
      <Form method="post" className="space-y-4">
        <input type="hidden" name="token" value={token} />
        {account.isFirst ? (
          <TextField label="Your e-mail address" name="email" type="email" autoComplete="username" required />
        ) : (
          <input type="hidden" name="username" autoComplete="username" value={account.email} />
        )}
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          minLength={shortest}
          required
          hint={`At least ${shortest} characters. A few words that come to mind together are good.`}
        />
        <button type="submit" className="button-primary w-full justify-center">
          Set the password and sign in
        </button>
      </Form>
    </OutsideFrame>
  );
}

import { Form } from "@remix-run/react";
import { TextField } from "~/ui/field";
import { Link } from "~/ui/link";
import { FormFault, OutsideFrame } from "./outside-frame";

export interface CodePageProps {
  readonly next: string;
  readonly fault: string | undefined;
}

/** The second half of signing in, for whoever has a second factor. */
export function CodePage({ next, fault }: CodePageProps) {
  return (
    <OutsideFrame title="Enter a code" summary="Your authenticator shows one; each counts once.">
      <FormFault>{fault}</FormFault>
      <Form method="post" className="space-y-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          label="Code"
          name="code"
          inputMode="text"
          autoComplete="one-time-code"
          required
          autoFocus
          hint="Six digits, or one of the codes that you kept for when the authenticator is lost."
        />
        <button type="submit" className="button-primary w-full justify-center">
          Sign in
        </button>
      </Form>
      <p className="mt-5 text-xs text-muted">
        Neither at hand? An administrator can remove the second factor.{" "}
        <Link href="/sign-in" className="prose-link">
          Back to the password
        </Link>
      </p>
    </OutsideFrame>
  );
}

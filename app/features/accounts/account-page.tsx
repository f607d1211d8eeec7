import { Form } from "@remix-run/react";
import type { Role } from "~/domain/viewer";
import { Card } from "~/ui/card";
import { PageHeader } from "~/ui/page-header";
import { ROLE_WORDS } from "./role-words";

/** One's own account. */
export function AccountPage({ name, role }: { readonly name: string; readonly role: Role }) {
  return (
    <>
      <PageHeader
        title={name}
        summary={`${ROLE_WORDS[role].label}: ${ROLE_WORDS[role].purpose.toLowerCase()}.`}
      />
      <Card
        title="Sessions"
        note="A session ends by itself after an hour without use, and after twelve hours in any case."
        className="max-w-xl"
      >
        <Form method="post">
          <button type="submit" className="button">
            Sign out everywhere
          </button>
        </Form>
        <p className="mt-2 text-xs text-muted">
          Ends every session of yours, on this machine and on any other. To change the password, ask an
          administrator for a link.
        </p>
      </Card>
    </>
  );
}

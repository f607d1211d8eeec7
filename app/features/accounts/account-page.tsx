import { Form } from "@remix-run/react";
import type { Role } from "~/domain/viewer";
import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { FormDone, FormFault } from "./outside-frame";
import { PasswordField } from "./password-field";
import { ROLE_WORDS } from "./role-words";
import { SecondFactorCard, type SecondFactorCardProps } from "./second-factor-card";

interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly isThis: boolean;
}

export interface AccountPageProps {
  readonly name: string;
  readonly role: Role;
  /** Nobody has one who signs in through their organisation, or chose whom to be in the demonstration. */
  readonly hasPassword: boolean;
  readonly secondFactor: SecondFactorCardProps["state"];
  readonly owesSecondFactor: boolean;
  readonly shortest: number;
  readonly sessions: readonly Session[];
  readonly answer:
    | { readonly fault: string }
    | ({ readonly done: string } & Pick<SecondFactorCardProps, "enrolment" | "codes">)
    | undefined;
}

/** One's own account: the password, a second factor, and where one is signed in. */
export function AccountPage({ name, role, answer, ...account }: AccountPageProps) {
  const given = answer && "done" in answer ? answer : undefined;
  return (
    <>
      <PageHeader
        title={name}
        summary={`${ROLE_WORDS[role].label}: ${ROLE_WORDS[role].purpose.toLowerCase()}.`}
      />
      {account.owesSecondFactor ? (
        <FormDone>
          Whoever administers sets up a second factor first; everything else opens after that.
        </FormDone>
      ) : null}
      {answer && "fault" in answer ? <FormFault>{answer.fault}</FormFault> : null}
      {given ? <FormDone>{given.done}</FormDone> : null}
      {account.hasPassword ? (
        <div className="mb-4 grid gap-4 wide:grid-cols-2 wide:items-start">
          <PasswordCard shortest={account.shortest} />
          <SecondFactorCard state={account.secondFactor} enrolment={given?.enrolment} codes={given?.codes} />
        </div>
      ) : null}
      <SessionsCard sessions={account.sessions} />
    </>
  );
}

const PasswordCard = ({ shortest }: { readonly shortest: number }) => (
  <Card title="Password" note="A change ends your sessions everywhere else.">
    <Form method="post" className="max-w-md space-y-3">
      <PasswordField label="Current password" name="current" autoComplete="current-password" required />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        minLength={shortest}
        required
        hint={`At least ${shortest} characters. A few words that come to mind together are good.`}
      />
      <button type="submit" name="intent" value="password" className="button">
        Change the password
      </button>
    </Form>
  </Card>
);

const SessionsCard = ({ sessions }: Pick<AccountPageProps, "sessions">) => (
  <Card
    title="Sessions"
    note="Where you are signed in. A session ends by itself after half an hour without use, and after twelve hours in any case."
    flush
    actions={
      <Form method="post">
        <button type="submit" name="intent" value="sign-out-everywhere" className="button">
          Sign out everywhere
        </button>
      </Form>
    }
  >
    <PlainTable
      label="Sessions"
      whole
      rows={sessions}
      rowId={({ id }) => id}
      columns={[
        { header: "Browser", cell: (session) => <Browser session={session} /> },
        { header: "Address", cell: ({ ipAddress }) => ipAddress || "not recorded" },
        { header: "Since", cell: ({ createdAt }) => <At at={createdAt} /> },
        { header: "Last used", cell: ({ updatedAt }) => <At at={updatedAt} /> },
        { header: "Do", cell: (session) => <EndSession session={session} /> },
      ]}
    />
  </Card>
);

const At = ({ at }: { readonly at: string }) => (
  <span className="whitespace-nowrap">{formatInstant(at)}</span>
);

function Browser({ session: { userAgent, isThis } }: { readonly session: Session }) {
  return (
    <>
      {isThis ? <span className="block font-medium">This one</span> : null}
      <span className="block max-w-md text-xs text-muted">{userAgent || "not recorded"}</span>
    </>
  );
}

function EndSession({ session: { id, createdAt, isThis } }: { readonly session: Session }) {
  if (isThis) return null;
  return (
    <Form method="post">
      <input type="hidden" name="id" value={id} />
      <button
        type="submit"
        name="intent"
        value="end-session"
        className="button"
        aria-label={`End the session of ${formatInstant(createdAt)}`}
      >
        End
      </button>
    </Form>
  );
}

import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Role } from "~/domain/viewer";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { SelectField, TextField } from "~/ui/field";
import { PageHeader } from "~/ui/page-header";
import { FormDone, FormFault } from "./outside-frame";
import { ROLES, ROLE_WORDS } from "./role-words";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly annotator: string | null;
  readonly disabledAt: string | null;
  readonly hasSignedIn: unknown;
  readonly sessions: number | null;
  readonly hasSecondFactor: boolean;
}

export interface PeoplePageProps {
  readonly people: readonly Person[];
  readonly ownId: string;
  readonly answer:
    { readonly fault: string } | { readonly done: string; readonly link?: string | undefined } | undefined;
}

const CHOICES = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }));

/** Who may sign in, and as what. */
export function PeoplePage({ people, ownId, answer }: PeoplePageProps) {
  return (
    <>
      <PageHeader
        title="People"
        summary="Who may sign in, and as what. A link sets a password once; it is shown here and nowhere else."
      />
      <Answer answer={answer} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_20rem] wide:items-start">
        <Card title="Accounts" flush>
          <PlainTable
            label="Accounts"
            whole
            rows={people}
            rowId={({ id }) => id}
            columns={[
              { header: "Person", cell: (person) => <Name person={person} isSelf={person.id === ownId} /> },
              { header: "Role", cell: (person) => <RoleForm person={person} /> },
              { header: "State", cell: (person) => <State person={person} /> },
              { header: "Do", cell: (person) => <Deeds person={person} /> },
            ]}
          />
        </Card>
        <AddForm />
      </div>
    </>
  );
}

function Answer({ answer }: Pick<PeoplePageProps, "answer">) {
  if (!answer) return null;
  if ("fault" in answer) return <FormFault>{answer.fault}</FormFault>;
  return (
    <FormDone>
      {answer.done}
      {answer.link ? (
        <code className="mt-1 block select-all break-all font-mono text-xs">{answer.link}</code>
      ) : null}
    </FormDone>
  );
}

function Name({ person, isSelf }: { readonly person: Person; readonly isSelf: boolean }) {
  return (
    <>
      <span className="block whitespace-nowrap font-medium">
        {person.name}
        {isSelf ? <span className="ml-1.5 text-xs font-normal text-muted">you</span> : null}
      </span>
      <span className="block text-xs text-muted">{person.email}</span>
    </>
  );
}

function RoleForm({ person }: { readonly person: Person }) {
  if (person.role === "annotator") {
    return (
      <>
        Annotator <span className="block text-xs text-muted">{person.annotator}</span>
      </>
    );
  }
  return (
    <Form method="post" className="flex items-center gap-1.5">
      <input type="hidden" name="id" value={person.id} />
      <SelectField
        compact
        label={`Role of ${person.name}`}
        name="role"
        choices={CHOICES.filter(({ value }) => value !== "annotator")}
        defaultValue={person.role}
        className="w-36"
      />
      <button
        type="submit"
        name="intent"
        value="role"
        className="button"
        aria-label={`Change role of ${person.name}`}
      >
        Change
      </button>
    </Form>
  );
}

function State({ person }: { readonly person: Person }) {
  if (person.disabledAt !== null) return <Badge tone="caution">May not sign in</Badge>;
  const sessions = person.sessions ?? 0;
  if (sessions > 0)
    return (
      <span className="whitespace-nowrap">
        {sessions === 1 ? "Signed in" : `Signed in ${sessions} times`}
      </span>
    );
  return (
    <span className="whitespace-nowrap text-muted">{person.hasSignedIn ? "Signed out" : "Invited"}</span>
  );
}

function Deeds({ person }: { readonly person: Person }) {
  const isDisabled = person.disabledAt !== null;
  return (
    <Form method="post" className="flex flex-wrap gap-1.5">
      <input type="hidden" name="id" value={person.id} />
      {isDisabled ? null : <Deed intent="link" label="New link" of={person.name} />}
      {isDisabled || !person.sessions ? null : <Deed intent="sign-out" label="Sign out" of={person.name} />}
      {person.hasSecondFactor ? (
        <Deed intent="one-factor" label="Remove second factor" of={person.name} />
      ) : null}
      <Deed
        intent={isDisabled ? "enable" : "disable"}
        label={isDisabled ? "Let in again" : "Keep out"}
        of={person.name}
      />
    </Form>
  );
}

function Deed({
  intent,
  label,
  of,
}: {
  readonly intent: string;
  readonly label: string;
  readonly of: string;
}): ReactNode {
  return (
    <button type="submit" name="intent" value={intent} className="button" aria-label={`${label}: ${of}`}>
      {label}
    </button>
  );
}

function AddForm() {
  return (
    <Card title="Add somebody">
      <Form method="post" className="space-y-3">
        <input type="hidden" name="intent" value="add" />
        <TextField label="E-mail address" name="email" type="email" required />
        <TextField label="Name" name="name" />
        <SelectField label="Role" name="role" choices={CHOICES} defaultValue="manager" />
        <TextField
          label="Annotator's id"
          name="annotator"
          hint="For annotators only: whose numbers they will see, by the id in the source."
        />
        <button type="submit" className="button-primary">
          Add and make a link
        </button>
      </Form>
    </Card>
  );
}

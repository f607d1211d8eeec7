import { Form } from "@remix-run/react";
import type { Role } from "~/domain/viewer";
import { ROLE_WORDS } from "~/features/accounts/role-words";
import { Link } from "~/ui/link";

export interface AccountFootProps {
  readonly name: string;
  readonly role: Role;
}

/** Who is signed in, at the foot of the navigation, and the way out. */
export function AccountFoot({ name, role }: AccountFootProps) {
  return (
    <div className="flex items-center justify-between gap-2">
      <Link href="/settings/account" className="min-w-0 rounded-md px-1 py-0.5 hover:bg-hover">
        <span className="block truncate text-sm">{name}</span>
        <span className="block text-2xs text-faint">{ROLE_WORDS[role].label}</span>
      </Link>
      <Form method="post" action="/sign-out">
        <button
          type="submit"
          className="whitespace-nowrap rounded-md px-1.5 py-1 text-xs text-muted hover:bg-hover hover:text-ink"
        >
          Sign out
        </button>
      </Form>
    </div>
  );
}

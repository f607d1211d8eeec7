import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/states";

/** An empty installation explains itself. */
export function NothingYet() {
  return (
    <EmptyState
      title="No records yet"
      actions={
        <Link href="/imports" className="button-primary">
          Import a file
        </Link>
      }
    >
      Import what your platform exports (Mechanical Turk, Toloka, Appen, a ledger, any CSV or JSON Lines), or
      start with the demonstration programme on an empty database:{" "}
      <code className="font-mono text-xs">npm start</code>.
    </EmptyState>
  );
}

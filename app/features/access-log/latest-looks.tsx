import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { type AccessLogEntry, DONE, roleWord } from "./access-log-page";

/** Who looked at one's page lately, with the way to all of them. */
export const LatestLooks = ({ entries }: { readonly entries: readonly AccessLogEntry[] }) => (
  <div className="mt-4">
    <Card
      title="Who has looked"
      note={
        entries.length === 0
          ? "No other person has opened your page."
          : "The latest; nobody can change or remove an entry."
      }
      actions={
        <Link href="/me/access-log" className="button">
          All entries
        </Link>
      }
    >
      {entries.length === 0 ? null : (
        <ul className="grid gap-1 text-sm">
          {entries.map((one) => (
            <li key={`${one.lastAt} ${one.what} ${one.viewer}`}>
              {`${one.viewer}${roleWord(one.role)}: ${DONE[one.kind].toLowerCase()}, ${one.what}`}
              <span className="text-muted">{`, ${formatInstant(one.lastAt)} UTC${one.everybody ? ", about everybody" : ""}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
);

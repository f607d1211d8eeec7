import type { Role } from "~/domain/viewer";
import { ROLE_WORDS } from "~/features/accounts/role-words";
import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { Pager } from "~/ui/pager";
import { EmptyState } from "~/ui/states";
import { LogTabs } from "./log-tabs";

export interface AccessLogEntry {
  readonly kind: "viewed" | "exported" | "decided" | "changed";
  readonly what: string;
  readonly annotator: string | null;
  readonly everybody: boolean;
  readonly viewer: string;
  readonly role: string;
  readonly day: string;
  readonly lastAt: string;
  readonly times: number;
}

export interface AccessLogPageProps {
  readonly entries: readonly AccessLogEntry[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** For an annotator: what is about them. Otherwise all of it. */
  readonly own: boolean;
}

export const DONE = {
  viewed: "Looked at",
  exported: "Exported",
  decided: "Decided",
  changed: "Changed",
} as const;

/** Who has looked at, exported, decided or changed what. */
export function AccessLogPage({ entries, page, size, total, own }: AccessLogPageProps) {
  const columns = [
    {
      header: "Last",
      cell: ({ lastAt }: AccessLogEntry) => (
        <span className="whitespace-nowrap">{formatInstant(lastAt)}</span>
      ),
    },
    { header: "Who", cell: ({ viewer, role }: AccessLogEntry) => `${viewer}${roleWord(role)}` },
    { header: "Did", cell: ({ kind, what }: AccessLogEntry) => `${DONE[kind]}: ${what}` },
    ...(own
      ? [{ header: "About", cell: ({ everybody }: AccessLogEntry) => (everybody ? "everybody" : "you") }]
      : [
          {
            header: "About",
            cell: ({ everybody, annotator }: AccessLogEntry) => (everybody ? "everybody" : annotator),
          },
        ]),
    { header: "Times that day", align: "end" as const, cell: ({ times }: AccessLogEntry) => times },
  ];
  return (
    <>
      <PageHeader
        title={own ? "Who has looked" : "Access log"}
        summary={
          own
            ? "Everybody who opened your page, exported rows that yours are among, or decided about you. Nobody can change or remove an entry."
            : "Who looked at whose rows, exported, decided or changed something. Entries are added and never changed."
        }
        tabs={own ? undefined : <LogTabs of="access" />}
      />
      {total === 0 ? (
        <EmptyState title="Nobody yet">
          {own ? "No other person has opened your page." : "Nothing has been looked at or changed."}
        </EmptyState>
      ) : (
        <>
          <Card flush>
            <PlainTable
              label="Access log"
              whole
              rows={entries}
              rowId={({ lastAt, what, viewer, annotator }) =>
                `${lastAt} ${what} ${viewer} ${annotator ?? ""}`
              }
              columns={columns}
            />
          </Card>
          <Pager
            path={own ? "/me/access-log" : "/settings/access-log"}
            query=""
            page={page}
            size={size}
            total={total}
            noun="entries"
          />
        </>
      )}
    </>
  );
}

export function roleWord(role: string): string {
  return role in ROLE_WORDS ? `, ${ROLE_WORDS[role as Role].label.toLowerCase()}` : "";
}

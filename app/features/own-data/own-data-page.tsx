import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatCount } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { EmptyState } from "~/ui/states";

export interface OwnDataPageProps {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly description: string }[];
}

/** What the ledger holds about the person, to take away. */
export function OwnDataPage({ tables }: OwnDataPageProps) {
  return (
    <>
      <PageHeader
        title="My data"
        summary="Every record about you, with a description of each column; the zip also holds what was computed from them. Reviewers and whoever decided are numbers in it."
        actions={
          tables.length === 0 ? null : (
            <>
              <Link href="/me/data.json" download className="button">
                Everything as JSON
              </Link>
              <Link href="/me/data.zip" download className="button-primary">
                Everything as a zip
              </Link>
            </>
          )
        }
      />
      {tables.length === 0 ? (
        <EmptyState title="No records">The ledger holds nothing about you.</EmptyState>
      ) : (
        <Card flush>
          <PlainTable
            label="Tables"
            whole
            rows={tables}
            rowId={({ table }) => table}
            columns={[
              { header: "Table", cell: ({ table }) => <span className="font-medium">{table}</span> },
              {
                header: "Holds",
                cell: ({ description }) => <span className="text-muted">{description}</span>,
              },
              { header: "Rows", align: "end", cell: ({ rows }) => formatCount(rows) },
              {
                header: "Take",
                cell: ({ table }) => (
                  <Link href={`/me/table/${table}`} download={`${table}.csv`}>
                    CSV<span className="sr-only"> of {table}</span>
                  </Link>
                ),
              },
            ]}
          />
        </Card>
      )}
    </>
  );
}

import type { ReactNode } from "react";
import { Count } from "~/ui/count";

export interface PlainColumn<Row> {
  readonly header: string;
  readonly align?: "end";
  readonly cell: (row: Row) => ReactNode;
}

/** A column of counts, each opening what it counts. */
export const countColumn = <Row,>(
  header: string,
  definition: string,
  count: (row: Row) => number,
): PlainColumn<Row> => ({
  header,
  align: "end",
  cell: (row) => <Count value={count(row)} name={header} definition={definition} />,
});

export interface PlainTableProps<Row> {
  readonly label: string;
  /** The first column names the row. */
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** As long as its rows: the table is the page. */
  readonly whole?: boolean;
}

/** A short table inside a card; a long one scrolls within it. */
export function PlainTable<Row>({ label, columns, rows, rowId, whole = false }: PlainTableProps<Row>) {
  return (
    <div className={`overflow-auto ${whole ? "" : "max-h-96"}`} tabIndex={0} role="region" aria-label={label}>
      <table className="w-full text-sm">
        <thead className="text-xs text-muted">
          <tr>
            {columns.map(({ header, align }) => (
              <th
                key={header}
                scope="col"
                className={`sticky top-0 whitespace-nowrap bg-surface px-4 py-1.5 font-medium ${align ? "text-right" : "text-left"}`}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} className="border-t border-line align-top">
              {columns.map(({ header, align, cell }, index) =>
                index === 0 ? (
                  <th key={header} scope="row" className="px-4 py-1.5 text-left font-normal">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={header} className={`px-4 py-1.5 ${align ? "text-right" : ""}`}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

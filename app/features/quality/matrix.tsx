import { formatCount, formatPercent } from "~/ui/format";

export interface MatrixProps {
  readonly label: string;
  /** What rows and columns are: "True answer", "Answer given". */
  readonly rowNoun: string;
  readonly columnNoun: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** rows x columns: the share of the row, 0 to 1; null where the row is empty. */
  readonly share: (row: number, column: number) => number | null;
  /** Some columns are left out, so that rows do not add up. */
  readonly partial?: boolean;
  /** How many judgments stand behind a share, where they are counted. */
  readonly count?: (row: number, column: number) => number;
}

/** Shares of each row in a grid. The figure carries the meaning; the shade helps to find it. */
export function Matrix(props: MatrixProps) {
  const { label, rowNoun, columnNoun, rows, columns, share, count, partial = false } = props;
  return (
    <div className="overflow-x-auto px-4 pb-4" tabIndex={0} role="region" aria-label={label}>
      <table className="text-sm">
        <caption className="pb-1 text-left text-xs text-muted">{`Rows: ${rowNoun}. Columns: ${columnNoun}.${partial ? "" : " Each row adds to 100 %."}`}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="max-w-32 truncate px-2 py-1 text-xs font-medium"
                title={column}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row}>
              <th
                scope="row"
                className="max-w-40 truncate py-1 pr-3 text-left text-xs font-medium"
                title={row}
              >
                {row}
              </th>
              {columns.map((column, c) => (
                <MatrixCell key={column} share={share(r, c)} count={count?.(r, c)} right={row === column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MatrixCell({
  share,
  count,
  right,
}: {
  readonly share: number | null;
  readonly count: number | undefined;
  readonly right: boolean;
}) {
  const depth = share === null ? 0 : Math.round(share * 34);
  return (
    <td
      className={`border border-surface px-2 py-1 text-right ${right ? "font-semibold" : ""}`}
      style={{ background: `color-mix(in srgb, var(--accent) ${depth}%, var(--surface))` }}
      title={count === undefined ? undefined : `${formatCount(count)} judgments`}
    >
      {share === null ? <span className="text-faint">none</span> : formatPercent(share)}
    </td>
  );
}

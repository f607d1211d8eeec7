import { useId, useRef, type ReactNode, type RefObject } from "react";
import { cellText, type ChartCell, type ChartTable } from "./chart-table";
import { Icon } from "./icon";
import { Link } from "./link";
import { Menu } from "./menu";
import { colour, SHAPE_PATHS, type Shape, type Tone } from "./plot";

export interface LegendEntry {
  readonly name: string;
  readonly tone: Tone;
  readonly kind: "line" | "band" | "bars" | "points" | "rule";
  readonly dash?: string;
  readonly shape?: Shape;
}

/** What every chart asks of whoever uses it. */
export interface ChartText {
  readonly title: string;
  /** What the chart shows, in one sentence with its numbers: "Gold accuracy held at 91 % over 28 days." */
  readonly reading: string;
  /** Where the numbers come from, their window and clock: small print under the chart. */
  readonly note?: ReactNode;
  /** The name of the downloaded file, without its ending. */
  readonly fileName?: string;
  /** Where the definition stands. */
  readonly methodHref?: string;
}

export interface ChartFrameProps extends ChartText {
  readonly table: ChartTable;
  readonly legend?: readonly LegendEntry[];
  /** Pixels, held from the first byte on. */
  readonly height: number;
  /** Nothing to draw: said in place of the drawing. */
  readonly empty?: string | undefined;
  readonly children: ReactNode;
}

/**
 * Around every chart: title, one sentence to read, legend, the drawing at a fixed height, the table behind it, and
 * downloads of the table and the drawing.
 */
export function ChartFrame(props: ChartFrameProps) {
  const { title, reading, legend = [], height, empty, children } = props;
  const id = useId();
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <figure
      aria-labelledby={`${id}-title`}
      className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 pb-2 pt-3"
    >
      <figcaption className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className="text-base font-semibold">
            {title}
          </h2>
          <p className="text-xs text-muted">{reading}</p>
        </div>
        {empty ? null : <Downloads {...props} drawing={drawing} />}
      </figcaption>
      {legend.length > 1 && !empty ? <Legend entries={legend} /> : null}
      <div ref={drawing} className="chart mt-2" style={{ minHeight: height }}>
        {empty ? (
          <p className="grid place-items-center text-sm text-faint" style={{ height }}>
            {empty}
          </p>
        ) : (
          children
        )}
      </div>
      {empty ? null : <TableBehind {...props} />}
    </figure>
  );
}

function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted" aria-label="Legend">
      {entries.map((entry) => (
        <li key={entry.name} className="flex items-center gap-1.5">
          <Swatch entry={entry} />
          {entry.name}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ entry }: { readonly entry: LegendEntry }) {
  const ink = colour(entry.tone);
  return (
    <svg width="22" height="10" aria-hidden="true" focusable="false" className="shrink-0">
      {entry.kind === "band" ? <rect width="22" height="10" fill={ink} opacity="0.22" /> : null}
      {entry.kind === "bars" ? <rect x="6" width="10" height="10" fill={ink} /> : null}
      {entry.kind === "line" || entry.kind === "rule" ? (
        <line x2="22" y1="5" y2="5" stroke={ink} strokeWidth="2" strokeDasharray={entry.dash} />
      ) : null}
      {entry.shape ? <path d={SHAPE_PATHS[entry.shape]} transform="translate(11 5)" fill={ink} /> : null}
    </svg>
  );
}

function TableBehind({ title, table, note, methodHref }: ChartFrameProps) {
  return (
    <details className="group/table mt-auto border-t border-line text-xs">
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5 text-faint">
        <span className="flex items-center gap-1 text-muted hover:text-ink">
          <Icon name="chevron" size={12} className="group-open/table:rotate-90" />
          Table
        </span>
        {note ? <span>{note}</span> : null}
      </summary>
      <div className="mb-2 max-h-72 overflow-auto" tabIndex={0} role="region" aria-label={`Table: ${title}`}>
        <table className="w-full text-left">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th
                  key={column.header}
                  scope="col"
                  className={`sticky top-0 bg-surface py-1 pr-4 font-medium text-muted ${column.numeric ? "text-right" : ""}`}
                >
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index} className="border-t border-line">
                {row.map((cell, column) => (
                  <td
                    key={column}
                    className={`py-1 pr-4 ${table.columns[column]?.numeric ? "text-right" : ""}`}
                  >
                    <CellContent cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {methodHref ? (
        <p className="mb-2">
          <Link href={methodHref} className="prose-link">
            How this is computed
          </Link>
        </p>
      ) : null}
    </details>
  );
}

function CellContent({ cell }: { readonly cell: ChartCell }) {
  if (typeof cell === "string" || !cell.href) return <>{cellText(cell)}</>;
  return (
    <Link href={cell.href} className="prose-link">
      {cell.text}
    </Link>
  );
}

type DownloadsProps = ChartFrameProps & { readonly drawing: RefObject<HTMLDivElement | null> };

function Downloads({ title, table, fileName, drawing }: DownloadsProps) {
  const name = fileName ?? title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const save = async (kind: "csv" | "svg" | "png") => {
    const { saveChart } = await import("./chart-download");
    await saveChart(kind, name, title, table, drawing.current);
  };
  return (
    <Menu label={`Download ${title}`} icon="download" align="end">
      {(["csv", "svg", "png"] as const).map((kind) => (
        <button key={kind} type="button" className="menu-item" onClick={() => void save(kind)}>
          {kind === "csv" ? "Numbers (CSV)" : kind === "svg" ? "Drawing (SVG)" : "Picture (PNG)"}
        </button>
      ))}
    </Menu>
  );
}

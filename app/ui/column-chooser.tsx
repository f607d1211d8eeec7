import { useState } from "react";
import type { RowData } from "@tanstack/react-table";
import { shownOrder, type TableColumn } from "./data-table";
import { Icon } from "./icon";
import { GetForm, Link } from "./link";
import { Menu } from "./menu";
import { hrefWith } from "./query";

export interface ColumnChooserProps<Row extends RowData> {
  readonly path: string;
  readonly query: URLSearchParams | string;
  readonly columns: readonly TableColumn<Row>[];
  /** Ids in the URL; empty for the default. */
  readonly shown: readonly string[];
}

/**
 * Which columns a table shows and in which order: a form whose ticked boxes, from top to bottom, become the URL's
 * `columns`. The first column is always there.
 */
export function ColumnChooser<Row extends RowData>({ path, query, columns, shown }: ColumnChooserProps<Row>) {
  const ticked = shownOrder(columns, shown);
  const key = ticked.join();
  return (
    <Menu label="Columns" icon="columns" labelled align="end">
      <GetForm action={path} keep={query} sets={["columns"]} label="Columns shown">
        <ColumnList key={key} columns={columns} ticked={ticked} />
        <div className="mt-1 flex items-center justify-between gap-2 border-t border-line p-1.5">
          <Link href={hrefWith(path, query, { columns: null })} keepScroll className="button-quiet">
            Default
          </Link>
          <button type="submit" className="button-primary">
            Show
          </button>
        </div>
      </GetForm>
    </Menu>
  );
}

interface ColumnListProps<Row extends RowData> {
  readonly columns: readonly TableColumn<Row>[];
  readonly ticked: readonly string[];
}

function ColumnList<Row extends RowData>({ columns, ticked }: ColumnListProps<Row>) {
  const rest = columns.slice(1);
  const [order, setOrder] = useState(() => [
    ...ticked.slice(1),
    ...rest.map(({ id }) => id).filter((id) => !ticked.includes(id)),
  ]);
  const move = (index: number, by: number) =>
    setOrder((before) => {
      const next = [...before];
      const [id] = next.splice(index, 1);
      if (id !== undefined) next.splice(index + by, 0, id);
      return next;
    });
  return (
    <ul className="max-h-[60dvh] overflow-y-auto p-1">
      {order.map((id, index) => {
        const column = rest.find((one) => one.id === id);
        if (!column) return null;
        return (
          <li key={id} className="flex items-center gap-2 rounded-sm px-1.5 hover:bg-hover">
            <label className="flex min-h-7 min-w-44 flex-1 items-center gap-2" title={column.description}>
              <input
                type="checkbox"
                name="columns"
                value={id}
                defaultChecked={ticked.includes(id)}
                className="size-4 accent-(--accent)"
              />
              <span>{column.header}</span>
              {column.group ? <span className="text-2xs text-faint">{column.group}</span> : null}
            </label>
            <MoveButton column={column.header} up disabled={index === 0} onClick={() => move(index, -1)} />
            <MoveButton
              column={column.header}
              disabled={index === order.length - 1}
              onClick={() => move(index, 1)}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface MoveButtonProps {
  readonly column: string;
  readonly up?: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function MoveButton({ column, up = false, disabled, onClick }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={`Move ${column} ${up ? "up" : "down"}`}
      disabled={disabled}
      onClick={onClick}
      className="grid size-6 place-items-center rounded-sm text-faint hover:text-ink disabled:opacity-30"
    >
      <Icon name={up ? "up" : "down"} size={12} />
    </button>
  );
}

import { useState } from "react";
import type { Measured } from "~/domain/measured";
import { ColumnChooser } from "~/ui/column-chooser";
import { DataTable, type TableColumn } from "~/ui/data-table";
import { formatCount } from "~/ui/format";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { Pager } from "~/ui/pager";
import { sortText } from "~/ui/table-state";
import { measured, randomFrom } from "./gallery-data";

interface Row {
  readonly id: string;
  readonly judgments: number;
  readonly gold: Measured;
  readonly pay: Measured;
}

const random = randomFrom(11);
const rows = Array.from({ length: 150 }, (_, index): Row => {
  const value = 0.75 + random() * 0.24;
  return {
    id: `A${1000 + index}`,
    judgments: 200 + Math.floor(random() * 3000),
    gold:
      index % 9 === 4
        ? { kind: "insufficient", n: 4, needed: 20 }
        : measured(value, value - 0.07, value + 0.01, 80),
    pay: measured(500 + random() * 500, 480, 1100, 12),
  };
});
const columns: TableColumn<Row>[] = [
  {
    id: "name",
    header: "Annotator",
    width: 130,
    sortable: true,
    firstSort: "asc",
    cell: (row) => (
      <Link href={`#${row.id}`} className="quiet-link font-medium">
        {row.id}
      </Link>
    ),
  },
  {
    id: "gold",
    header: "Gold accuracy",
    group: "Quality",
    width: 190,
    sortable: true,
    cell: (row) => (
      <MeasuredCell
        measured={row.gold}
        unit={{ kind: "ratio" }}
        domain={[0.5, 1]}
        reference={{ value: 0.9, label: "Bar" }}
        lineageHref="#lineage"
        name={`Gold accuracy of ${row.id}`}
      />
    ),
  },
  {
    id: "pay",
    header: "Pay per hour",
    group: "Workload",
    width: 220,
    sortable: true,
    cell: (row) => (
      <MeasuredCell measured={row.pay} unit={{ kind: "money", currency: "USD" }} domain={[0, 1200]} />
    ),
  },
  {
    id: "judgments",
    header: "Judgments",
    group: "Workload",
    width: 110,
    align: "end",
    sortable: true,
    cell: (row) => formatCount(row.judgments),
  },
];

/** A ranking of more rows than are kept in the document at once. */
export function GalleryTable() {
  const [opened, setOpened] = useState("");
  return (
    <section aria-label="Ranking">
      <div className="mb-2 flex justify-end">
        <ColumnChooser path="/gallery" query="sort=-gold" columns={columns} shown={[]} />
      </div>
      <DataTable
        label="Annotators"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => setOpened(row.id)}
        sort={[{ column: "gold", direction: "desc" }]}
        sortHref={(sort) => `#${sortText(sort)}`}
        fewerHref="#50"
        maxHeight="20rem"
      />
      <Pager path="/gallery" query="" page={2} size={150} total={1640} noun="annotators" sizes={[50, 150]} />
      <p data-testid="opened">{opened}</p>
    </section>
  );
}

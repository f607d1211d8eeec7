import type { Session } from "db/client";
import { CopyBytes } from "db/queries/copy-bytes";
import { type RejectLine, insertRejects } from "db/queries/rejects";
import { copyRows, createStaging } from "db/queries/staging";
import { type RowWriter, rowWriter } from "db/queries/staging-rows";
import type { ImportRecord, PlainRows, RecordTable, Reject } from "~/domain/importer";
import type { PlainSink } from "./source-plain.server";

/** Bytes of COPY data that wait before they are sent; the next piece fills while one is on its way. */
const PIECE_BYTES = 1 << 20;
/** A row that is longer makes its piece grow. */
const USUAL_ROW_BYTES = 1 << 14;
const REJECTS_AT_ONCE = 1_000;

/** Sends records and rejects to the database as they are read, a bounded piece at a time. */
export interface Stager {
  readonly addRecord: (record: ImportRecord, fileNo: number, isOwn: boolean) => Promise<void> | undefined;
  /** Where plain rows of a file go. */
  readonly openPlain: (table: RecordTable, plain: PlainRows, fileNo: number) => PlainSink;
  readonly addReject: (reject: Reject, file: string) => Promise<void> | undefined;
  /** Sends what waits; returns the tables that hold rows. */
  readonly finish: () => Promise<readonly RecordTable[]>;
}

/** Rows that wait as bytes: as texts they would keep half of the time of an import busy with collecting garbage. */
interface Waiting {
  readonly writer: RowWriter;
  rows: CopyBytes;
}

export function newStager(session: Session, importId: number): Stager {
  const tables = new Map<RecordTable, Waiting>();
  const spare: CopyBytes[] = [];
  let rejects: RejectLine[] = [];
  let rejectNo = 0;
  let rowNo = 0;
  let sending: Promise<void> = Promise.resolve();

  /** One piece at a time is under way; a failure of the one before surfaces here. */
  const send = async (work: () => Promise<void>): Promise<void> => {
    await sending;
    sending = work();
    // Whoever sends next, or finishes, is told.
    sending.catch(() => undefined);
  };
  const emptyRows = () => spare.pop() ?? new CopyBytes(PIECE_BYTES + USUAL_ROW_BYTES);
  const sendTable = (table: RecordTable, waiting: Waiting): Promise<void> => {
    const { rows } = waiting;
    waiting.rows = emptyRows();
    return send(async () => {
      await copyRows(session, importId, table, rows.finish());
      rows.clear();
      spare.push(rows);
    });
  };
  const sendIfFull = (table: RecordTable, waiting: Waiting): Promise<void> | undefined =>
    waiting.rows.size < PIECE_BYTES ? undefined : sendTable(table, waiting);
  const sendRejects = (): Promise<void> => {
    const lines = rejects;
    rejects = [];
    return send(() => insertRejects(session.db, importId, lines));
  };
  const open = async (table: RecordTable): Promise<Waiting> => {
    const waiting = { writer: rowWriter(table), rows: emptyRows() };
    tables.set(table, waiting);
    await send(() => createStaging(session.db, importId, table));
    return waiting;
  };
  const append = (waiting: Waiting, record: ImportRecord, fileNo: number, isOwn: boolean) => {
    rowNo += 1;
    waiting.writer.record(waiting.rows, record, rowNo, fileNo, isOwn);
    return sendIfFull(record.table, waiting);
  };

  return {
    addRecord(record, fileNo, isOwn) {
      const waiting = tables.get(record.table);
      if (waiting) return append(waiting, record, fileNo, isOwn);
      return open(record.table).then((opened) => append(opened, record, fileNo, isOwn));
    },
    openPlain(table, { cells }, fileNo) {
      const { plain } = rowWriter(table, cells);
      const add = (waiting: Waiting, ...row: Parameters<PlainSink>) => {
        rowNo += 1;
        plain(waiting.rows, rowNo, fileNo, ...row);
        return sendIfFull(table, waiting);
      };
      return (bytes, bounds, values) => {
        const waiting = tables.get(table);
        if (waiting) return add(waiting, bytes, bounds, values);
        return open(table).then((opened) => add(opened, bytes, bounds, values));
      };
    },
    addReject({ line, column, reason, raw }, file) {
      rejectNo += 1;
      rejects.push({ rejectNo, file, line, column, reason, raw });
      return rejects.length >= REJECTS_AT_ONCE ? sendRejects() : undefined;
    },
    async finish() {
      for (const [table, waiting] of tables) if (!waiting.rows.isEmpty) await sendTable(table, waiting);
      if (rejects.length > 0) await sendRejects();
      await sending;
      return [...tables.keys()];
    },
  };
}

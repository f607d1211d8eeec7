import type { Session } from "db/client";
import { type RejectLine, insertRejects } from "db/queries/rejects";
import { copyLines, createStaging } from "db/queries/staging";
import { type LineWriter, lineWriter } from "db/queries/staging-text";
import type { ImportRecord, RecordTable, Reject } from "~/domain/importer";

/** Bytes of COPY text that wait before they are sent; the next piece fills while one is on its way. */
const PIECE_BYTES = 1 << 20;
const REJECTS_AT_ONCE = 1_000;

/** Sends records and rejects to the database as they are read, a bounded piece at a time. */
export interface Stager {
  readonly addRecord: (record: ImportRecord, fileNo: number, isOwn: boolean) => Promise<void> | undefined;
  readonly addReject: (reject: Reject, file: string) => Promise<void> | undefined;
  /** Sends what waits; returns the tables that hold rows. */
  readonly finish: () => Promise<readonly RecordTable[]>;
}

/**
 * Lines that wait as bytes: as texts they would be trees of their cells, which kept half of the time of an import busy
 * with collecting garbage.
 */
interface Waiting {
  readonly write: LineWriter;
  bytes: Buffer;
  length: number;
}

export function newStager(session: Session, importId: number): Stager {
  const tables = new Map<RecordTable, Waiting>();
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
  const sendTable = (table: RecordTable, waiting: Waiting): Promise<void> => {
    const lines = waiting.bytes.subarray(0, waiting.length);
    waiting.bytes = Buffer.allocUnsafe(PIECE_BYTES);
    waiting.length = 0;
    return send(() => copyLines(session, importId, table, lines));
  };
  const sendRejects = (): Promise<void> => {
    const lines = rejects;
    rejects = [];
    return send(() => insertRejects(session.db, importId, lines));
  };
  const open = async (table: RecordTable): Promise<Waiting> => {
    const waiting = { write: lineWriter(table), bytes: Buffer.allocUnsafe(PIECE_BYTES), length: 0 };
    tables.set(table, waiting);
    await send(() => createStaging(session.db, importId, table));
    return waiting;
  };
  const append = (waiting: Waiting, record: ImportRecord, fileNo: number, isOwn: boolean) => {
    rowNo += 1;
    const line = waiting.write(record, rowNo, fileNo, isOwn);
    const room = waiting.bytes.length - waiting.length;
    // No character takes more than three bytes a unit.
    const fits = line.length * 3 <= room;
    const sent = fits || waiting.length === 0 ? undefined : sendTable(record.table, waiting);
    if (line.length * 3 > waiting.bytes.length) waiting.bytes = Buffer.allocUnsafe(line.length * 3);
    waiting.length += waiting.bytes.write(line, waiting.length);
    return sent;
  };

  return {
    addRecord(record, fileNo, isOwn) {
      const waiting = tables.get(record.table);
      if (waiting) return append(waiting, record, fileNo, isOwn);
      return open(record.table).then((opened) => append(opened, record, fileNo, isOwn));
    },
    addReject({ line, column, reason, raw }, file) {
      rejectNo += 1;
      rejects.push({ rejectNo, file, line, column, reason, raw });
      return rejects.length >= REJECTS_AT_ONCE ? sendRejects() : undefined;
    },
    async finish() {
      for (const [table, waiting] of tables) if (waiting.length > 0) await sendTable(table, waiting);
      if (rejects.length > 0) await sendRejects();
      await sending;
      return [...tables.keys()];
    },
  };
}

import type { Database } from "db/client";
import { setImportUndone } from "db/queries/imports";
import { lockImport, undoMerge } from "db/queries/undo";
import type { UndoOutcome } from "./import-summary";

/** Takes an import back out, exactly: the ledger is then as if it had never been, given the others. */
export async function undoImport({ db }: Database, importId: number, now: Date): Promise<UndoOutcome> {
  return db.transaction().execute(async (transaction): Promise<UndoOutcome> => {
    const status = await lockImport(transaction, importId);
    const reason = refusal(importId, status);
    if (reason !== null) return { kind: "refused", importId, reason };
    const undone = await undoMerge(transaction, importId);
    await setImportUndone(transaction, importId, now);
    return { kind: "undone", importId, ...undone };
  });
}

function refusal(importId: number, status: string | undefined): string | null {
  switch (status) {
    case "done":
      return null;
    case "running":
      return `Import ${importId} is still running; wait until it is done.`;
    case "failed":
      return `Import ${importId} failed: nothing of it is in the ledger.`;
    case "undone":
      return `Import ${importId} has been taken out already.`;
    default:
      return `There is no import ${importId}; the list of imports shows their numbers.`;
  }
}

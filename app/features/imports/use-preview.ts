import { useRef, useState } from "react";
import type { ImportFault } from "./import-summary";
import type { UploadPreview } from "./preview.server";

/** Enough for a thousand rows of nearly any table. */
const HEAD_BYTES = 512 * 1024;
const WHOLE = /\.zip$/i;

export type PreviewState =
  | { readonly kind: "none" }
  | { readonly kind: "reading"; readonly last: UploadPreview | null }
  | { readonly kind: "read"; readonly preview: UploadPreview }
  | { readonly kind: "fault"; readonly reason: string; readonly last: UploadPreview | null };

/**
 * Asks what a form's file would be taken for. Only its beginning is sent, up to the last whole line; an archive has
 * its contents at the end and is sent whole. Where questions overtake each other the last one counts.
 */
export function usePreview() {
  const [state, setState] = useState<PreviewState>({ kind: "none" });
  const asked = useRef(0);
  const last = state.kind === "read" ? state.preview : state.kind === "none" ? null : state.last;
  const ask = async (form: HTMLFormElement) => {
    asked.current += 1;
    const number = asked.current;
    const fields = new FormData(form);
    const file = fields.get("file");
    if (!(file instanceof File) || file.name === "") return setState({ kind: "none" });
    setState({ kind: "reading", last });
    const answer = await answerTo(fields, file);
    if (number === asked.current) {
      setState(
        "fault" in answer ? { kind: "fault", reason: answer.fault, last } : { kind: "read", preview: answer },
      );
    }
  };
  return { state, last, ask };
}

async function answerTo(fields: FormData, file: File): Promise<UploadPreview | Pick<ImportFault, "fault">> {
  fields.delete("file");
  const isPart = file.size > HEAD_BYTES && !WHOLE.test(file.name);
  if (isPart) fields.set("partial", "1");
  // Last: what is said about a file comes before it.
  fields.set("file", isPart ? await beginningOf(file) : file, file.name);
  try {
    const response = await fetch("/imports/preview", { method: "POST", body: fields });
    return (await response.json()) as UploadPreview | ImportFault;
  } catch {
    return { fault: "The file could not be looked at; it can be imported all the same." };
  }
}

const NEWLINE = 10;

async function beginningOf(file: File): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const end = bytes.lastIndexOf(NEWLINE);
  // What is compressed has no lines: it ends where it ends.
  return new Blob([/\.gz$/i.test(file.name) || end < 0 ? bytes : bytes.slice(0, end + 1)]);
}

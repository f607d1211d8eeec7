import { fault, isFault, type SourceFault } from "./source-fault";
import { findSources, type SourceInput } from "./source-inputs.server";
import { textOf } from "./source-text.server";

const MAX_LENGTH = 1_000_000;

/** The user's mapping of columns as parsed JSON; the importer that uses it checks what is in it. */
export async function readMapping(input: SourceInput): Promise<object | SourceFault> {
  const found = await findSources(input);
  if (isFault(found)) return found;
  try {
    const source = found.sources[0];
    if (source === undefined) return fault(null, "The mapping of columns is empty.");
    let text = "";
    for await (const piece of textOf(source.path, source.bytes())) {
      if (isFault(piece)) return piece;
      text += piece;
      if (text.length > MAX_LENGTH) return fault(source.path, "The mapping of columns is too long.");
    }
    return parsed(source.path, text);
  } finally {
    await found.dispose();
  }
}

function parsed(path: string, text: string): object | SourceFault {
  try {
    const mapping: unknown = JSON.parse(text);
    if (typeof mapping === "object" && mapping !== null && !Array.isArray(mapping)) return mapping;
  } catch {
    // Said below in the same words.
  }
  return fault(path, 'The mapping of columns is not a JSON object such as {"annotator_id": "worker"}.');
}

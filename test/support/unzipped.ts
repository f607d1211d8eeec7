import { text } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";

/** The files of a zip, by path, as text. */
export async function unzipped(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await fromBufferPromise(bytes);
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

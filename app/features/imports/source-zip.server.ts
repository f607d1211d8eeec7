import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import {
  type ByteSource,
  MOST_UNPACKED_BYTES,
  UNPACKS_TO_TOO_MUCH,
  fileFault,
  gunzip,
  kindOf,
} from "./source-bytes.server";
import { fault, isFault, type SourceFault } from "./source-fault";
import { tidyName } from "./source-folder";

const MAX_MEMBERS = 10_000;
const WORKBOOK = "This is an Excel or another Office file; save it as CSV (UTF-8).";

/**
 * The files inside a zip, each a source of its own. Nothing is ever unpacked to disk, so a member's path is a name to
 * show and no more. Encrypted and nested members are refused.
 */
export async function zipMembers(file: string, shown: string): Promise<readonly ByteSource[] | SourceFault> {
  const members: ByteSource[] = [];
  let zip: ZipFile | undefined;
  let unpacked = 0;
  try {
    zip = await openPromise(file, { decodeStrings: false, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      const name = memberName(entry);
      if (name.endsWith("/") || tidyName(name) === undefined) continue;
      if (name === "[Content_Types].xml") return fault(shown, WORKBOOK);
      const path = `${shown}:${name}`;
      if (entry.isEncrypted())
        return fault(path, "This member is encrypted; unpack the zip with its password first.");
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED_BYTES) return fault(shown, UNPACKS_TO_TOO_MUCH);
      if (members.length >= MAX_MEMBERS) return fault(shown, `The zip has more than ${MAX_MEMBERS} files.`);
      members.push(memberSource(file, path, name, entry));
    }
  } catch (error) {
    return zipFault(shown, error);
  } finally {
    zip?.close();
  }
  return members.length > 0 ? members : fault(shown, "The zip has no files in it.");
}

function memberSource(file: string, path: string, name: string, entry: Entry): ByteSource {
  return {
    path,
    name: (tidyName(name) ?? name).replace(/\.gz$/i, ""),
    size: entry.compressedSize,
    async *bytes(onRead) {
      const raw = memberBytes(file, path, entry, onRead);
      const first = await raw.next();
      if (first.done) return;
      const kind = isFault(first.value) ? "plain" : kindOf(first.value);
      if (kind === "zip") yield fault(path, "A zip inside a zip is not read; unpack it first.");
      else if (kind === "gzip") yield* gunzipMember(path, resume(first.value, raw));
      else yield* resume(first.value, raw);
    },
  };
}

async function* resume<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** A compressed member of a zip: a fault of the zip ends the reading in place of the gzip's own. */
async function* gunzipMember(
  path: string,
  pieces: AsyncIterable<Buffer | SourceFault>,
): AsyncGenerator<Buffer | SourceFault> {
  const faults: SourceFault[] = [];
  const compressed = (async function* () {
    for await (const piece of pieces) {
      if (!isFault(piece)) yield piece;
      else faults.push(piece);
    }
  })();
  for await (const piece of gunzip(path, compressed)) yield isFault(piece) ? (faults[0] ?? piece) : piece;
  if (faults[0]) yield faults[0];
}

async function* memberBytes(
  file: string,
  path: string,
  entry: Entry,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer | SourceFault> {
  let zip: ZipFile | undefined;
  let sum = 0;
  try {
    zip = await openPromise(file, { decodeStrings: false, autoClose: false });
    const stream = await zip.openReadStreamPromise(entry);
    const ratio = entry.uncompressedSize > 0 ? entry.compressedSize / entry.uncompressedSize : 0;
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      onRead?.(Math.round(bytes.length * ratio));
      sum = crc32(bytes, sum);
      yield bytes;
    }
    if (sum !== entry.crc32) yield fault(path, "The zip is damaged: the checksum of this member is wrong.");
  } catch (error) {
    yield zipFault(path, error);
  } finally {
    zip?.close();
  }
}

/** File names are UTF-8 or, in old archives, something else that is only shown. */
function memberName(entry: Entry): string {
  const name = entry.fileNameRaw.toString("utf8");
  return [...name].filter((letter) => letter >= " " && letter !== "\u007f").join("");
}

function zipFault(path: string, error: unknown): SourceFault {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "string" && !code.startsWith("Z_")) return fileFault(path, error);
  if (/compression method/i.test(error.message)) {
    return fault(
      path,
      "The zip uses a kind of compression that is not read; make it again with ordinary deflate.",
    );
  }
  return fault(path, "The zip is damaged or ends in the middle; it was not copied completely.");
}

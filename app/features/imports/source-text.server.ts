import { isAscii, isUtf8 } from "node:buffer";
import { fault, isFault, type SourceFault } from "./source-fault";

/**
 * Decodes bytes as UTF-8 (or UTF-16 with a byte order mark), piece by piece, the mark removed. Anything else ends in
 * a fault that names what was seen: guessing an encoding would change people's words silently.
 */
export async function* textOf(
  path: string,
  bytes: AsyncIterable<Buffer | SourceFault>,
): AsyncGenerator<string | SourceFault> {
  for await (const piece of utf8Of(path, bytes)) {
    yield isFault(piece) ? piece : piece.toString(isAscii(piece) ? "latin1" : "utf8");
  }
}

/** The same as {@link textOf}, as pieces of UTF-8 that are whole characters. */
export async function* utf8Of(
  path: string,
  bytes: AsyncIterable<Buffer | SourceFault>,
): AsyncGenerator<Buffer | SourceFault> {
  let decoder: Decoder | undefined;
  let offset = 0;
  for await (const chunk of bytes) {
    if (isFault(chunk)) {
      yield chunk;
      return;
    }
    if (chunk.length === 0) continue;
    decoder ??= decoderFor(chunk);
    const decoded = decoder.decode(chunk);
    if (!Buffer.isBuffer(decoded)) {
      yield fault(path, wrongEncoding(chunk, decoded.at, offset + decoded.at));
      return;
    }
    offset += chunk.length;
    if (decoded.length > 0) yield decoded;
  }
  if (decoder && !decoder.complete()) yield fault(path, "The file ends in the middle of a character.");
}

interface Decoder {
  /** UTF-8 of whole characters, or where in the chunk the first byte stands that cannot be read. */
  readonly decode: (chunk: Buffer) => Buffer | { readonly at: number };
  readonly complete: () => boolean;
}

function decoderFor(first: Buffer): Decoder {
  if (first[0] === 0xff && first[1] === 0xfe) return utf16("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return utf16("utf-16be");
  return utf8();
}

function utf8(): Decoder {
  let held: Buffer = Buffer.alloc(0);
  let started = false;
  return {
    decode(chunk) {
      let whole = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const shift = held.length;
      held = Buffer.alloc(0);
      if (whole.includes(0)) return { at: Math.max(0, whole.indexOf(0) - shift) };
      if (!isAscii(whole)) {
        const cut = completeLength(whole);
        held = Buffer.from(whole.subarray(cut));
        whole = whole.subarray(0, cut);
        if (!isUtf8(whole)) return { at: Math.max(0, firstInvalid(whole) - shift) };
      }
      const from = !started && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? 3 : 0;
      started ||= whole.length > 0;
      return whole.subarray(from);
    },
    complete: () => held.length === 0,
  };
}

function utf16(encoding: "utf-16le" | "utf-16be"): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let odd = false;
  return {
    decode(chunk) {
      odd = odd !== (chunk.length % 2 === 1);
      try {
        const text = decoder.decode(chunk, { stream: true });
        return text.includes("\0") ? { at: 0 } : Buffer.from(text);
      } catch {
        return { at: 0 };
      }
    },
    complete: () => !odd,
  };
}

/** How much of a piece is whole UTF-8 characters: up to three bytes at its end may be the start of one. */
function completeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** The first byte from which the bytes are not UTF-8, by halving: the start of any prefix that is valid is too. */
function firstInvalid(bytes: Buffer): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, completeLength(prefix)))) valid = middle;
    else invalid = middle;
  }
  // The prefix may end in the beginning of a character that its next byte does not continue.
  return completeLength(bytes.subarray(0, valid));
}

const MAGIC: ReadonlyArray<readonly [name: string, start: string]> = [
  ["a zip archive inside another file", "504b0304"],
  ["a PDF", "25504446"],
  ["a PNG image", "89504e47"],
  ["a JPEG image", "ffd8ff"],
  ["an old Excel workbook", "d0cf11e0"],
  ["a Parquet file", "50415231"],
  ["an SQLite database", "53514c69746520666f726d6174"],
  ["a 7-Zip archive", "377abcaf271c"],
  ["a bzip2 file", "425a68"],
  ["an xz file", "fd377a585a"],
  ["a Zstandard file", "28b52ffd"],
];

function wrongEncoding(chunk: Buffer, at: number, offset: number): string {
  const known =
    offset < chunk.length
      ? MAGIC.find(([, start]) => chunk.toString("hex", 0, 16).startsWith(start))
      : undefined;
  if (known) return `This is ${known[0]}, not text. Export it as CSV (UTF-8).`;
  if (chunk[at] === 0) {
    const wide = zeroShare(chunk) > 0.3;
    return wide
      ? "This looks like UTF-16 without a byte order mark. Save it as UTF-8."
      : `This is binary data, not text: there is a zero byte at offset ${offset}.`;
  }
  const high = chunk.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  if (high > chunk.length * 0.3)
    return `This is binary data or an encoding other than UTF-8. Save it as UTF-8.`;
  const byte = (chunk[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return `This is not UTF-8: byte ${byte} at offset ${offset} looks like Windows-1252 or Latin-1. Save it as UTF-8.`;
}

function zeroShare(chunk: Buffer): number {
  let zeros = 0;
  for (const byte of chunk) if (byte === 0) zeros += 1;
  return zeros / chunk.length;
}

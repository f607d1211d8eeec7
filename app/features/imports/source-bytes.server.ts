import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { fault, isFault, type SourceFault } from "./source-fault";

/** Bytes to be read from the start, once or more often, never more than a piece of them in memory. */
export interface ByteSource {
  /** As shown to the user. */
  readonly path: string;
  /** File name without folders and without `.gz`. */
  readonly name: string;
  /** Bytes on disk where known, compressed as they are. */
  readonly size: number | null;
  readonly bytes: (onRead?: (bytes: number) => void) => AsyncGenerator<Buffer | SourceFault>;
}

/** A stream whose beginning can be looked at before it is read: an upload, or standard input. */
export interface StreamInput {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
  readonly size?: number;
}

const CHUNK_BYTES = 16 * 1024;

/** What a packed file may hold: a few bytes can be made to unpack into more than any disk has. */
export const MOST_UNPACKED_BYTES = 50_000_000_000;

export const UNPACKS_TO_TOO_MUCH =
  "This holds more than 50 GB once unpacked: unpack it first, if that is meant.";

/** The kind of file that the first bytes say, whatever its name. */
export function kindOf(first: Uint8Array): "zip" | "gzip" | "plain" {
  if (first[0] === 0x1f && first[1] === 0x8b) return "gzip";
  const [p, k, third = 0, fourth = 0] = first;
  return p === 0x50 && k === 0x4b && third < 9 && fourth === third + 1 ? "zip" : "plain";
}

/** The first bytes of a file, or why it cannot be opened. */
export async function firstBytes(path: string): Promise<Buffer | SourceFault> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    return fileFault(path, error);
  } finally {
    await file?.close();
  }
}

/** What a failure to open or read `path` means, as a sentence; anything that may pass is thrown on. */
export function fileFault(path: string, error: unknown): SourceFault {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return fault(path, "There is no such file.");
  if (code === "EACCES" || code === "EPERM") return fault(path, "The file may not be read by this user.");
  if (code === "EISDIR") return fault(path, "This is a folder where a file was expected.");
  if (code === "ENAMETOOLONG" || code === "ELOOP" || code === "ERR_INVALID_ARG_VALUE") {
    return fault(path, "This is not the name of a file that can be opened.");
  }
  throw error;
}

/** A file, decompressed when its content is gzip. */
export async function fileSource(path: string): Promise<ByteSource | SourceFault> {
  const first = await firstBytes(path);
  if (isFault(first)) return first;
  const { size } = await stat(path);
  const gzip = kindOf(first) === "gzip";
  return {
    path,
    name: plainName(path),
    size,
    async *bytes(onRead) {
      const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES });
      yield* gzip ? gunzip(path, counted(raw, onRead)) : counted(raw, onRead);
    },
  };
}

/** A stream as a source that can be begun again as long as only its beginning has been read. */
export function streamSource(input: StreamInput): ByteSource {
  const replay = replayable(input.stream);
  return {
    path: input.name,
    name: plainName(input.name),
    size: input.size ?? null,
    async *bytes(onRead) {
      const raw = counted(replay(), onRead);
      const first = await raw.next();
      if (first.done) return;
      const all = prepend(first.value, raw);
      const kind = kindOf(first.value);
      if (kind === "zip")
        yield fault(input.name, "A zip inside another archive is not read; unpack it first.");
      else yield* kind === "gzip" ? gunzip(input.name, all) : all;
    },
  };
}

/** The first piece of a stream without losing it: the second value starts from the beginning again. */
export async function peek(
  stream: AsyncIterable<Uint8Array>,
): Promise<[Uint8Array, AsyncIterable<Uint8Array>]> {
  const iterator = stream[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < 4) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
    length += next.value.length;
  }
  const first = Buffer.concat(pieces);
  return [first, prepend(Buffer.from(first), { [Symbol.asyncIterator]: () => iterator })];
}

async function* prepend<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function* counted(
  stream: AsyncIterable<Uint8Array>,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    onRead?.(chunk.length);
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }
}

/**
 * Reads a stream twice: what the first reading saw is kept and given again before the rest. The first reading is the
 * look at a source's head, which stops early, so what is kept is small. A piece that the first reading asked for and
 * left before it came is kept too.
 */
function replayable(stream: AsyncIterable<Uint8Array>): () => AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  const pieces = new Map<number, Promise<IteratorResult<Uint8Array>>>();
  let readings = 0;
  return async function* () {
    readings += 1;
    const keep = readings === 1;
    for (let index = 0; ; index += 1) {
      const asked = pieces.get(index) ?? iterator.next();
      if (keep) pieces.set(index, asked);
      else pieces.delete(index);
      const piece = await asked;
      if (piece.done) return;
      yield piece.value;
    }
  };
}

/** Decompresses gzip as it streams; a truncated or damaged stream ends in a fault. */
export async function* gunzip(
  path: string,
  compressed: AsyncIterable<Uint8Array>,
  most = MOST_UNPACKED_BYTES,
): AsyncGenerator<Buffer | SourceFault> {
  let unpacked = 0;
  // A failure of either side surfaces in the loop below; the pipeline's own callback has nothing to add.
  const plain: Readable = pipeline(compressed, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
  try {
    for await (const chunk of plain) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > most) {
        yield fault(path, UNPACKS_TO_TOO_MUCH);
        return;
      }
      yield chunk as Buffer;
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "Z_BUF_ERROR")
      yield fault(path, "The gzip file ends in the middle; it was not copied completely.");
    else if (typeof code === "string" && code.startsWith("Z_"))
      yield fault(path, "The gzip file is damaged.");
    else throw error;
  }
}

function plainName(path: string): string {
  return basename(path).replace(/\.gz$/i, "");
}

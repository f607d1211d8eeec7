import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

const folder = (name) => fileURLToPath(new URL(name, import.meta.url));

/** This file is the Vite configuration: `remix vite:build --config remix.config.js`. */
export default defineConfig({
  resolve: { alias: { "~": folder("./app"), db: folder("./db") } },
  plugins: [
    tailwindcss(),
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
        v3_routeConfig: true,
      },
    }),
  ],
  build: { target: "es2022" },
});

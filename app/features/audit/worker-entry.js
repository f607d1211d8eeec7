import { register } from "tsx/esm/api";

// A worker thread does not inherit the loader of the thread that started it, and the built server has none.
register();
await import("./audit-worker.server.ts");

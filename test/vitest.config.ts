import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Three kinds of test: pure, on a real PostgreSQL (`*.database.test.ts`), in a real browser (`e2e/`). */
export default defineConfig({
  root: folder(".."),
  resolve: { alias: { "~": folder("../app"), db: folder("../db") } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // The application and the tests sign cookies alike.
    env: { EVENHAND_SECRET: "the secret of the tests and of nothing else" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
          exclude: ["test/**/*.database.test.ts", "test/e2e/**", "test/bench/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["test/**/*.database.test.ts"],
          exclude: ["test/e2e/**"],
          globalSetup: ["test/support/database-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/support/database-setup.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
});

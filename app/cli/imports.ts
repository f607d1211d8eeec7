import type { Command } from "commander";
import { listImports } from "~/features/imports/import-list.server";
import { withMigrated } from "./open";
import { snakeKeys } from "~/domain/snake-keys";
import { textTable } from "./table";

export function imports(program: Command): void {
  program
    .command("imports")
    .description("list what came in")
    .option("--json", "print JSON")
    .action((options: { json?: true }, command: Command) =>
      withMigrated(command, async ({ db }) => {
        const list = await listImports(db);
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ imports: list.map(snakeKeys) })}\n`);
          return;
        }
        const rows = list.map((entry) => [
          entry.importId,
          entry.status,
          entry.format,
          entry.startedAt,
          entry.rows,
          entry.imported,
          entry.unchanged,
          entry.updated,
          entry.rejected,
          entry.files.map(({ path }) => path).join(", "),
        ]);
        const header = [
          "id",
          "status",
          "format",
          "started",
          "rows",
          "imported",
          "unchanged",
          "updated",
          "rejected",
        ];
        process.stdout.write(
          list.length === 0 ? "Nothing was imported yet.\n" : textTable([...header, "files"], rows),
        );
      }),
    );
}

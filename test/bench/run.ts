import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.replace(".ts", ""));
const [name = "", ...rest] = process.argv.slice(2);

if (names.includes(name)) {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", `${folder}${name}.ts`, ...rest], {
    stdio: "inherit",
    // As the command line does: what React costs in development is nobody's figure.
    env: { ...process.env, NODE_ENV: "production" },
  });
  process.exitCode = status ?? 1;
} else {
  process.stderr.write(`Which? npm run bench -- ${names.join("|")}\n`);
  process.exitCode = 2;
}

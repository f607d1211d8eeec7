import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What the program writes to its log for an expression. */
function logged(expression: string): string {
  const program = `import("./app/log.server.ts").then(({ log }) => log.error(${expression}, "said"));`;
  const { stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "debug" },
  });
  return stderr;
}

describe("the log", () => {
  it("holds neither passwords, tokens nor cookies, wherever they stand in what is logged", () => {
    const secrets = {
      password: "CANARY-1",
      token: "CANARY-2",
      cookie: "CANARY-3",
      authorization: "CANARY-4",
    };
    const nested = { form: secrets, request: { headers: secrets }, ...secrets, kept: "this is" };
    const text = logged(JSON.stringify(nested));
    expect(text).toContain("this is");
    expect(text).toContain("[Redacted]");
    expect(text).not.toContain("CANARY");
  });

  it("would hold what is called otherwise, so that the names are what keeps them out", () => {
    expect(logged(JSON.stringify({ other: "CANARY" }))).toContain("CANARY");
  });
});

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "vitest";
import type { z } from "zod";
import type { Endpoint } from "~/features/api/endpoints";
import { Problem } from "~/features/api/problem";
import type { Scope } from "~/features/api/scopes";
import type { RunningApp } from "./app";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The API of a running application; `accountOf` names the account that acts in a role. */
export function apiOf(app: RunningApp, accountOf: (role: string) => string) {
  const settings = (form: readonly (readonly [string, string])[]) =>
    app.fetch("/settings/tokens", {
      method: "POST",
      body: new URLSearchParams(form.map(([k, v]) => [k, v])),
    });
  return {
    settings,
    /** A token as an administrator makes it on the screen; '' where none was made. */
    newToken: async (role: string, scopes: readonly Scope[], name = `${role} ${scopes.join(" ")}`) => {
      const answer = await settings([
        ...([
          ["intent", "make"],
          ["accountId", accountOf(role)],
          ["name", name],
          ["days", "7"],
        ] as const),
        ...scopes.map((scope) => ["scopes", scope] as const),
      ]);
      return { status: answer.status, token: /evh_[\w-]{43}/.exec(await answer.text())?.[0] ?? "" };
    },
    /** As `fetch`, with a token. */
    ask: (token: string | null, path: string, init: RequestInit = {}) =>
      fetch(app.url + path, {
        ...init,
        redirect: "manual",
        headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...init.headers },
      }),
  };
}

/** What a command prints as JSON, run beside the application on the same database. */
export async function printedJson(database: string, words: readonly string[]): Promise<unknown> {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", ...words, "--database", database];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, maxBuffer: 1e9 });
  return JSON.parse(stdout);
}

/** An answer parsed by its endpoint's shape, with nothing beside what the shape says. */
export async function expectShape(answer: Response, endpoint: Endpoint): Promise<unknown> {
  const body: unknown = await answer.json();
  expect(answer.status, JSON.stringify(body).slice(0, 500)).toBe(endpoint.status);
  return expectExact(endpoint.answer, body);
}

export function expectExact(shape: z.ZodType, body: unknown): unknown {
  const parsed = shape.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  expect(parsed.data).toEqual(body);
  return body;
}

/** A refusal as a problem, without a word of how the server is built. */
export async function expectProblem(answer: Response, status: number): Promise<Problem> {
  const text = await answer.text();
  expect(answer.status, text.slice(0, 300)).toBe(status);
  expect(answer.headers.get("Content-Type")).toContain("application/problem+json");
  expect(text).not.toMatch(/\bat \w+ \(|node_modules|TypeError|select |\.tsx?\b|Cannot read/);
  const problem = expectExact(Problem, JSON.parse(text)) as Problem;
  expect(problem.status).toBe(status);
  return problem;
}

import { describe, expect, it } from "vitest";
import { violation } from "../support/boundaries";
import { importsOf, sourceFiles } from "../support/sources";

/** What a file with this text would be told. */
function judge(path: string, text: string): (string | undefined)[] {
  return importsOf(path, text).map((found) => violation(path, found));
}

describe("imports", () => {
  it.each(["app", "db"])("of %s point one way", (folder) => {
    const faults = sourceFiles(folder).flatMap(({ path, imports }) =>
      imports.map((found) => violation(path, found)).filter((fault) => fault !== undefined),
    );
    expect(faults).toEqual([]);
  });
});

describe("the rule on imports", () => {
  it.each([
    ["app/metrics/gold-accuracy.ts", `import { wilson } from "~/stats/wilson";`],
    ["app/metrics/index.ts", `import goldAccuracy from "./gold-accuracy";`],
    ["app/detectors/unpaid-work-share.ts", `import { money } from "./parts/outcome";`],
    ["app/features/pay/pay.server.ts", `import { listPay } from "db/queries/pay";`],
    ["app/features/pay/pay.tsx", `import type { Pay } from "./pay.server";`],
    ["app/features/pay/pay.tsx", `import { type Pay } from "./pay.server";`],
    ["app/features/pay/pay.view.ts", `import goldAccuracy from "~/metrics/gold-accuracy";`],
    ["app/routes/pay.tsx", `import { loadPay } from "~/features/pay/pay.server";`],
    ["app/cli/report.ts", `import { connect } from "db/client";`],
    ["db/queries/pay.ts", `import type { Period } from "~/domain/period";`],
    ["app/detectors/any.ts", `import { z } from "zod";`],
  ])("lets %s have %s", (path, text) => {
    expect(judge(path, text)).toEqual([undefined]);
  });

  it.each([
    ["app/stats/wilson.ts", `import { x } from "~/domain/measured";`, "may import only app/stats"],
    ["app/domain/ledger.ts", `import { x } from "~/ui/table";`, "may import only app/domain"],
    ["app/metrics/a.ts", `import b from "./b";`, "definitions do not know each other"],
    ["app/metrics/a.ts", `export { b } from "~/metrics/b";`, "definitions do not know each other"],
    ["app/detectors/parts/x.ts", `import b from "../b";`, "definitions do not know each other"],
    ["app/metrics/a.ts", `import { readFileSync } from "node:fs";`, "pure"],
    ["app/importers/a.ts", `import { Readable } from "stream";`, "pure"],
    ["app/tiers/a.ts", `import { useState } from "react";`, "pure"],
    ["app/fairness/a.ts", `const k = await import("kysely");`, "pure"],
    [
      "app/features/pay/pay-table.tsx",
      `import { listPay } from "../../../db/queries/pay";`,
      "only .server.ts",
    ],
    ["app/features/pay/pay-table.tsx", `import type { Db } from "db/client";`, "only .server.ts"],
    ["app/features/pay/pay-table.tsx", `import { loadPay } from "./pay.server";`, "browsers load this file"],
    ["app/routes/pay.tsx", `import { listPay } from "db/queries/pay";`, "only .server.ts"],
    ["app/ui/table.tsx", `import { Pay } from "~/features/pay/pay";`, "may import only app/ui"],
    ["app/features/pay/pay.tsx", `import { loader } from "~/routes/pay";`, "nothing imports a route"],
    [
      "db/migrations/2026-01-01-a.ts",
      `import { LEDGER } from "~/domain/ledger";`,
      "may import only db/migrations",
    ],
    ["db/queries/pay.ts", `import { loadPay } from "~/features/pay/pay.server";`, "may import only db"],
  ])("keeps %s from %s", (path, text, reason) => {
    expect(judge(path, text)).toEqual([expect.stringContaining(reason)]);
  });
});

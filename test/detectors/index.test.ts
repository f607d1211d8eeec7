import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DETECTORS } from "~/detectors";
import { messageText, readParams } from "~/domain/detector";
import { OUTCOMES } from "~/domain/finding";
import { audit, EMPTY } from "./support/evidence";

const folder = new URL("../../app/detectors/", import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "index.ts")
  .map((file) => file.slice(0, -3));

describe("the list of detectors", () => {
  it("holds every detector's file, sorted: add the missing line to app/detectors/index.ts", () => {
    expect(DETECTORS.map(({ id }) => id)).toEqual(files.toSorted());
  });

  it.each(files)("%s has a test file of its own", (file) => {
    expect(existsSync(new URL(`./${file}.test.ts`, import.meta.url))).toBe(true);
  });

  it("is twenty detectors", () => {
    expect(DETECTORS).toHaveLength(20);
  });
});

describe.each(DETECTORS.map((detector) => [detector.id, detector] as const))("%s", (_, detector) => {
  it("has working defaults, each within its bounds", () => {
    expect(() => readParams(detector.params, {})).not.toThrow();
  });

  it("refuses a parameter that it does not have or that is out of bounds", () => {
    const [name, param] = Object.entries(detector.params)[0] ?? [];
    expect(() => readParams(detector.params, { noSuchParameter: 1 })).toThrow(RangeError);
    expect(() => readParams(detector.params, { [name ?? ""]: (param?.most ?? 0) + 1 })).toThrow(RangeError);
  });

  it("answers once for the programme on an empty ledger, and never with a flag", () => {
    const findings = audit(detector, EMPTY, { tables: new Set() });
    expect(findings.filter(({ scope }) => scope === "programme")).toHaveLength(1);
    expect(findings[0]?.outcome).toBe("insufficient");
    expect(findings[0]?.insufficientReason).toBeTruthy();
  });

  it("answers on empty evidence even where the tables exist", () => {
    const findings = audit(detector, EMPTY);
    expect(findings).toHaveLength(1);
    expect(["insufficient", "clear"]).toContain(findings[0]?.outcome);
  });

  it("has a sentence for every outcome but the common one, without words that accuse", () => {
    const sentences = Object.values(detector.messages).join(" ");
    expect(sentences).not.toMatch(/cheat|fraud|guilty|abus|steal|illegal/i);
    expect(detector.messages["flagged"]).toBeTruthy();
    const finding = audit(detector, EMPTY)[0];
    if (finding) expect(messageText(detector, finding.message)).not.toMatch(/\{\w+\}/);
  });

  it("states harm, question, remedy, limits, and what else could explain a flag", () => {
    expect(detector.question).toMatch(/\?$/);
    for (const text of [
      detector.harm,
      detector.remedy,
      detector.minimum,
      ...detector.limits,
      ...detector.innocent,
    ]) {
      expect(text.length).toBeGreaterThan(10);
    }
    expect(OUTCOMES).toHaveLength(4);
  });
});

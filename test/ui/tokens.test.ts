import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/ui/tokens.css", import.meta.url), "utf8");

/** The colours set in the block after `selector`. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const themes = { light: colours("\n:root"), dark: colours('\n:root[data-theme="dark"]') };

describe.each(Object.entries(themes))("the %s theme", (_, theme) => {
  const value = (name: string) => theme.get(name) ?? "#000000";
  const grounds = ["canvas", "surface", "sunken", "hover"];

  it.each(["ink", "muted", "faint", "accent"])("writes %s legibly on every ground", (name) => {
    for (const ground of grounds)
      expect(contrast(value(name), value(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["accent", "positive", "caution", "alarm"])("writes %s legibly on its soft ground", (name) => {
    expect(contrast(value(name), value(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value(name), value("surface"))).toBeGreaterThanOrEqual(4.5);
  });

  it("writes legibly on the accent", () => {
    expect(contrast(value("on-accent"), value("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  it("draws series, edges of fields and focus visibly", () => {
    const marks = Array.from({ length: 8 }, (_unused, index) => `series-${index + 1}`);
    for (const name of [...marks, "edge"]) {
      expect(contrast(value(name), value("surface")), name).toBeGreaterThanOrEqual(3);
      expect(contrast(value(name), value("canvas")), name).toBeGreaterThanOrEqual(3);
    }
  });

  it("darkens or brightens steadily along the heat ramp", () => {
    const steps = Array.from({ length: 6 }, (_unused, step) =>
      contrast(value(`heat-${step}`), value("surface")),
    );
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});

it("says the dark theme twice, the same", () => {
  const wished = colours(':root:not([data-theme="light"])');
  expect(Object.fromEntries(wished)).toEqual(Object.fromEntries(themes.dark));
});

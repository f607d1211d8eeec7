import type { Measured } from "~/domain/measured";

/** Plausible numbers for the gallery, the same in every run. */

/** Park and Miller's generator: the same numbers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const random = randomFrom(7);
const dayOf = (index: number) => new Date(Date.UTC(2026, 0, 5 + index)).toISOString().slice(0, 10);
const wave = (index: number, centre: number, swing: number, noise: number) =>
  centre + swing * (((index % 20) / 10 - 1) ** 2 - 0.5) + (random() - 0.5) * noise;

export const gold = Array.from({ length: 56 }, (_, index) => {
  const value = wave(index, 0.91, 0.05, 0.02);
  if (index === 20 || index === 21) return { at: dayOf(index), value: null };
  return { at: dayOf(index), value, low: value - 0.03, high: Math.min(1, value + 0.025), n: 180 };
});
export const daily = (centre: number, swing: number) =>
  Array.from({ length: 56 }, (_, index) => ({ at: dayOf(index), value: wave(index, centre, swing, 80) }));
const counts = [2, 9, 31, 88, 190, 340, 470, 560, 590, 530, 420, 300, 190, 110, 60, 30, 14, 6, 2];
export const bins = counts.map((count, index) => ({
  from: 3 * 1.3 ** index,
  to: 3 * 1.3 ** (index + 1),
  count,
}));
export const people = Array.from({ length: 18 }, (_, index) => {
  const value = 0.98 - index * 0.012;
  const spread = 0.02 + random() * 0.05;
  return {
    id: `A${index}`,
    label: index === 3 ? "Annotator with a long name" : `A10${index}`,
    href: `#A${index}`,
    quiet: index % 5 === 4,
    measured:
      index === 10
        ? ({ kind: "insufficient", n: 4, needed: 20 } as const)
        : ({
            kind: "measured",
            value,
            low: value - spread,
            high: Math.min(1, value + spread / 2),
            n: 60,
          } as const),
  };
});
const spread = (n: number, z: number) => z * Math.sqrt(0.09 / n);
export const limits = Array.from({ length: 59 }, (_, index) => {
  const n = 10 + index * 5;
  const end = (z: number) => Math.min(1, 0.9 + spread(n, z));
  return { n, innerLow: end(-1.96), innerHigh: end(1.96), outerLow: end(-3.09), outerHigh: end(3.09) };
});
export const funnel = Array.from({ length: 120 }, (_, index) => {
  const n = 12 + Math.floor(random() * 280);
  const value = Math.min(1, 0.9 + (random() + random() + random() - 1.5) * spread(n, 2.4));
  const far = Math.abs(value - 0.9) / spread(n, 1);
  const beyond = far > 3.09 ? ("outer" as const) : far > 1.96 ? ("inner" as const) : ("none" as const);
  return { id: `A${index}`, label: `A${index}`, n, value, href: `#A${index}`, beyond };
});
export const tenths = Array.from({ length: 41 }, (_, index) => index / 40);
export const curve = (steps: readonly (readonly [number, number])[]) =>
  steps.map(([time, share], index) => ({
    time,
    share,
    low: Math.max(0, share - 0.08 * Math.min(3, index)),
    high: Math.min(1, share + 0.07 * Math.min(3, index)),
    atRisk: 40 - index * 6,
  }));
export const tiers = ["Royalty", "Standard", "Entry"].map((label) => ({ id: label.toLowerCase(), label }));
const moves = [
  ["royalty", "royalty", 20],
  ["royalty", "standard", 9],
  ["standard", "royalty", 12],
  ["standard", "standard", 90],
  ["standard", "entry", 14],
  ["entry", "standard", 22],
  ["entry", "entry", 31],
] as const;
export const flows = [0, 1].flatMap((stage) =>
  moves.map(([from, to, count]) => ({ stage, from, to, count })),
);
export const calendar = Array.from({ length: 119 }, (_, index) => {
  const weekend = index % 7 > 4;
  const value = weekend && random() < 0.7 ? 0 : random() * (weekend ? 4 : 10);
  return { on: dayOf(index), value: index > 60 && index < 64 ? null : value };
});
export const hours = Array.from({ length: 24 }, (_, hour) =>
  Math.max(1, 40 - Math.abs(hour - 14) * 4 + random() * 8),
);
export const panels = Array.from({ length: 12 }, (_, panel) => {
  const label = `${["Ratings", "Preferences", "Rewrites", "Fact checks"][panel % 4]} ${panel}`;
  const points = Array.from({ length: 28 }, (_unused, index) => ({
    at: dayOf(index),
    value: panel === 5 && index < 9 ? null : wave(index + panel, 0.86, 0.05, 0.02),
  }));
  return { id: label, label, href: `#${panel}`, points };
});

export const measured = (value: number, low: number, high: number, n: number): Measured => {
  return { kind: "measured", value, low, high, n };
};

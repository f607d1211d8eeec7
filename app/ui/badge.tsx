import type { ReactNode } from "react";

export type BadgeTone = "plain" | "accent" | "positive" | "caution" | "alarm" | "outline";

const TONES: Readonly<Record<BadgeTone, string>> = {
  plain: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  positive: "bg-positive-soft text-positive",
  caution: "bg-caution-soft text-caution",
  alarm: "bg-alarm-soft text-alarm",
  outline: "border border-line text-muted",
};

export interface BadgeProps {
  /** `alarm` is for the system's failures; never for a person. */
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}

/** A state in a word or two. The word carries the meaning; the colour only helps to find it. */
export const Badge = ({ tone = "plain", children }: BadgeProps) => (
  <span
    className={`inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-px text-2xs font-medium ${TONES[tone]}`}
  >
    {children}
  </span>
);

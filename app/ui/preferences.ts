/** How a viewer wants the pages drawn. Kept in a cookie, so that the first byte already has it. */
export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  readonly motion: "system" | "reduced";
}

export const PREFERENCES_COOKIE = "evenhand-display";

export const DEFAULT_PREFERENCES: Preferences = { theme: "system", density: "comfortable", motion: "system" };

const CHOICES = {
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
  motion: ["system", "reduced"],
} as const satisfies { [K in keyof Preferences]: readonly Preferences[K][] };

/** Reads the preferences out of a Cookie header, null where it has none; anything unknown is the default. */
export function preferencesFrom(cookieHeader: string | null): Preferences | null {
  const pairs = (cookieHeader ?? "").split(/;\s*/).map((pair) => pair.split("="));
  const value = pairs.find(([name]) => name === PREFERENCES_COOKIE)?.[1];
  if (value === undefined) return null;
  const [theme, density, motion] = value.split(".");
  return {
    theme: CHOICES.theme.find((choice) => choice === theme) ?? DEFAULT_PREFERENCES.theme,
    density: CHOICES.density.find((choice) => choice === density) ?? DEFAULT_PREFERENCES.density,
    motion: CHOICES.motion.find((choice) => choice === motion) ?? DEFAULT_PREFERENCES.motion,
  };
}

/** The cookie as `document.cookie` or a Set-Cookie header takes it. A year; nothing secret in it. */
export const preferencesCookie = ({ theme, density, motion }: Preferences): string =>
  `${PREFERENCES_COOKIE}=${theme}.${density}.${motion}; Path=/; Max-Age=31536000; SameSite=Lax`;

/** How numbers, dates and money are written for an account. */
export interface Conventions {
  /** Of the numbers: which marks stand before decimals and between thousands. */
  readonly locale: Locale;
  readonly dates: DateStyle;
  /** An IANA zone; null where none was chosen. */
  readonly zone: string | null;
  /** Three letters: money is shown in it where a dated rate leads there; null for the money's own. */
  readonly currency: string | null;
}

/** What an account wants, whole. */
export interface Display extends Preferences, Conventions {}

export const LOCALES = ["en-GB", "de-DE", "fr-FR", "de-CH", "en-IN"] as const;
export type Locale = (typeof LOCALES)[number];

export const DATE_STYLES = ["day", "month", "iso"] as const;
/** 20 Mar 2026; Mar 20, 2026; 2026-03-20. */
export type DateStyle = (typeof DATE_STYLES)[number];

export const DEFAULT_DISPLAY: Display = {
  ...DEFAULT_PREFERENCES,
  locale: "en-GB",
  dates: "day",
  zone: null,
  currency: null,
};

/** As `theme=dark&zone=Asia/Manila`, only what differs from the defaults: for the account's row. */
export function writeDisplay(display: Display): string {
  const differing = Object.entries(display).filter(
    ([name, value]) => value !== null && value !== DEFAULT_DISPLAY[name as keyof Display],
  );
  return new URLSearchParams(differing as [string, string][]).toString();
}

/** Reads what {@link writeDisplay} wrote; anything unknown is the default. */
export function readDisplay(text: string): Display {
  const pairs = new URLSearchParams(text);
  const of = <T extends string>(name: keyof Display, choices: readonly T[], usual: T): T =>
    choices.find((choice) => choice === pairs.get(name)) ?? usual;
  return {
    theme: of("theme", CHOICES.theme, DEFAULT_DISPLAY.theme),
    density: of("density", CHOICES.density, DEFAULT_DISPLAY.density),
    motion: of("motion", CHOICES.motion, DEFAULT_DISPLAY.motion),
    locale: of("locale", LOCALES, DEFAULT_DISPLAY.locale),
    dates: of("dates", DATE_STYLES, DEFAULT_DISPLAY.dates),
    zone: pairs.get("zone"),
    currency: pairs.get("currency"),
  };
}

/** The attributes on `<html>` that the tokens listen to. */
export function preferenceAttributes(preferences: Preferences): Record<`data-${string}`, string> {
  return {
    ...(preferences.theme === "system" ? {} : { "data-theme": preferences.theme }),
    "data-density": preferences.density,
    ...(preferences.motion === "system" ? {} : { "data-motion": preferences.motion }),
  };
}

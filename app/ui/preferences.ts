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

/** Reads the preferences out of a Cookie header; anything unknown is the default. */
export function preferencesFrom(cookieHeader: string | null): Preferences {
  const pairs = (cookieHeader ?? "").split(/;\s*/).map((pair) => pair.split("="));
  const value = pairs.find(([name]) => name === PREFERENCES_COOKIE)?.[1] ?? "";
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

/** The attributes on `<html>` that the tokens listen to. */
export function preferenceAttributes(preferences: Preferences): Record<`data-${string}`, string> {
  return {
    ...(preferences.theme === "system" ? {} : { "data-theme": preferences.theme }),
    "data-density": preferences.density,
    ...(preferences.motion === "system" ? {} : { "data-motion": preferences.motion }),
  };
}

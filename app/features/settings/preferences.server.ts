import { z } from "zod";
import type { Database } from "db/client";
import { findAccount, setAccountDisplay } from "db/queries/accounts";
import { listRatedCurrencies } from "~/conventions.server";
import { isTimeZone } from "~/domain/local-time";
import type { Viewer } from "~/domain/viewer";
import {
  DATE_STYLES,
  LOCALES,
  preferencesCookie,
  preferencesFrom,
  readDisplay,
  writeDisplay,
} from "~/ui/preferences";

/** How a person wants things shown, and what there is to choose from. What this browser was last told goes first. */
export async function loadPreferences(database: Database, { accountId }: Viewer, cookie: string | null) {
  const account = await findAccount(database.db, accountId);
  return {
    display: { ...readDisplay(account?.display ?? ""), ...(preferencesFrom(cookie) ?? {}) },
    currencies: await listRatedCurrencies(database.db),
    zones: ["UTC", ...Intl.supportedValuesOf("timeZone")],
  };
}

export type OwnPreferences = Awaited<ReturnType<typeof loadPreferences>>;

const FORM = z.object({
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  motion: z.enum(["system", "reduced"]),
  locale: z.enum(LOCALES),
  dates: z.enum(DATE_STYLES),
  zone: z
    .string()
    .trim()
    .refine((zone) => zone === "" || isTimeZone(zone), "There is no such time zone: choose one of the list."),
  currency: z.string().trim().toUpperCase(),
});

export type PreferencesAnswer = { readonly fault: string } | { readonly cookie: string };

/** Keeps preferences with the account; the cookie tells this browser, for pages before anybody has signed in. */
export async function keepPreferences(
  database: Database,
  { accountId }: Viewer,
  form: FormData,
): Promise<PreferencesAnswer> {
  const parsed = FORM.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "This cannot be read." };
  const { zone, currency, ...rest } = parsed.data;
  if (currency !== "" && !(await listRatedCurrencies(database.db)).includes(currency))
    return { fault: `There is no exchange rate for ${currency} on record, so nothing can be shown in it.` };
  const display = { ...rest, zone: zone || null, currency: currency || null };
  await setAccountDisplay(database.db, accountId, writeDisplay(display));
  return { cookie: preferencesCookie(display) };
}

import { useFetcher, useMatches } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import type { Entry } from "~/features/methodology/methodology";
import { Dialog } from "~/ui/dialog";
import { formatCount } from "~/ui/format";
import { LineageBody, type LineageFacts } from "~/ui/lineage";
import { NumberOpener, type OpenedNumber } from "~/ui/number-opener";
import { Skeleton } from "~/ui/states";
import { type LineageWindow, versionText, windowText } from "./metric-lineage";

/**
 * Lets every number of a screen open what it is made of: definition, window, rows and version. The definition is the
 * methodology's own, fetched when asked for; the window is the one that the screen's data name.
 */
export function NumberLineage({ children }: { readonly children: ReactNode }) {
  const [number, setNumber] = useState<OpenedNumber | null>(null);
  const definition = useFetcher<{ readonly entry: Entry }>();
  const window = useWindow();
  const open = (opened: OpenedNumber) => {
    setNumber(opened);
    if (typeof opened.made === "string") definition.load(opened.made);
  };
  const entry = definition.state === "idle" ? definition.data?.entry : undefined;
  const facts = number === null ? null : factsOf(number, entry, window);
  return (
    <NumberOpener.Provider value={open}>
      {children}
      <Dialog side open={number !== null} onClose={() => setNumber(null)} title={number?.name ?? ""}>
        {number === null ? null : (
          <>
            <p className="mb-3 text-base font-medium">{number.text}</p>
            {facts ? <LineageBody facts={facts} /> : <Skeleton label="Fetching the definition" lines={6} />}
          </>
        )}
      </Dialog>
    </NumberOpener.Provider>
  );
}

/** Null while the definition is on its way. */
function factsOf(
  number: OpenedNumber,
  entry: Entry | undefined,
  window: LineageWindow | null,
): LineageFacts | null {
  const { name, n, clock, made } = number;
  const rest = {
    name,
    window: windowText(window),
    rows: n === null ? "none: unmeasured" : `n = ${formatCount(n)}`,
    version: window === null ? `definitions ${DEFINITIONS_VERSION}` : versionText(window),
    ...(clock === null ? {} : { clock }),
  };
  if (typeof made !== "string") return { ...rest, definition: made.text, sources: made.sources };
  if (entry === undefined) return null;
  const { sources, caveats } = entry;
  return { ...rest, definition: definitionText(entry), sources, caveats, methodHref: made };
}

function definitionText(entry: Entry): string {
  const fact = (name: string) => entry.facts.find((one) => one.name === name)?.text;
  const more = [fact("Interval"), fact("Smallest n"), fact("Flagged")].filter((text) => text !== undefined);
  return `${[entry.summary, ...more].map((text) => text.replace(/\.$/, "")).join(". ")}.`;
}

interface Windowed {
  readonly window?: Partial<LineageWindow> | null;
  /** The audit that a screen shows. */
  readonly run?: { readonly runAt: string; readonly from: string | null; readonly to: string | null } | null;
}

/** The window that the innermost screen says its numbers are of. */
function useWindow(): LineageWindow | null {
  const windows = useMatches().flatMap(({ data }): Partial<LineageWindow>[] => {
    const { window, run } = (data as Windowed | undefined) ?? {};
    if (run) return [{ computedAt: run.runAt, from: dayOf(run.from), to: dayOf(run.to) }];
    return window ? [window] : [];
  });
  const last = windows.at(-1);
  if (last === undefined) return null;
  const { from = null, to = null, computedAt, version = DEFINITIONS_VERSION } = last;
  return { from, to, version, computedAt: computedAt ?? "" };
}

const dayOf = (instant: string | null): string | null => instant?.slice(0, 10) ?? null;

import { useEffect, useState } from "react";
import type { WindowTally } from "~/domain/window-tally";
import { type CompactTallies, unpackTallies } from "./compact-tallies";

/** Tallies in the browser, ready to be replayed over. */
export interface LoadedTallies {
  readonly packed: CompactTallies;
  readonly tallies: readonly WindowTally[];
}

export interface TalliesWanted {
  readonly windowDays: number;
  readonly metrics: readonly string[];
  readonly projectId: string | null;
}

const addressOf = ({ windowDays, metrics, projectId }: TalliesWanted): string =>
  `/tiers/tallies?${new URLSearchParams({
    window_days: String(windowDays),
    metrics: metrics.join(","),
    ...(projectId === null ? {} : { project: projectId }),
  }).toString()}`;

/**
 * The tallies of windows of one length, fetched once each; null while they are on their way, and where none are
 * wanted. A failure is a sentence.
 */
export function useTallies(wanted: TalliesWanted | null): {
  readonly loaded: LoadedTallies | null;
  readonly fault: string | null;
} {
  const [kept, setKept] = useState<ReadonlyMap<string, LoadedTallies>>(new Map());
  const [failed, setFailed] = useState<string | null>(null);
  const address = wanted === null ? null : addressOf(wanted);
  const known = address === null ? undefined : kept.get(address);
  useEffect(() => {
    if (address === null || known !== undefined) return;
    const leaving = new AbortController();
    fetch(address, { signal: leaving.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        const packed = (await answer.json()) as CompactTallies;
        const loaded = { packed, tallies: unpackTallies(packed) };
        setKept((others) => new Map(others).set(address, loaded));
      })
      .catch(() => {
        if (!leaving.signal.aborted) setFailed(address);
      });
    return () => leaving.abort();
  }, [address, known]);
  return {
    loaded: known ?? null,
    fault:
      failed === address && address !== null ? "The tallies could not be fetched; reload the page." : null,
  };
}

import type { ActualWindow, Agreement } from "~/tiers/against-actual";

/** One window: how often what was done is what the written policy says. */
export interface WindowAgreement {
  readonly windowTo: string;
  readonly policyVersion: number;
  readonly evaluated: number;
  readonly counts: Readonly<Record<Agreement, number>>;
  /** Demotions that the policy calls for, and how many of them chance alone can explain. */
  readonly demotions: number;
  readonly noise: number;
}

/** Somebody for whom the two part. */
export interface Parting {
  readonly annotatorId: string;
  readonly windowTo: string;
  readonly agreement: Exclude<Agreement, "same">;
  readonly fromTier: string | null;
  readonly writtenTier: string | null;
  readonly doneTier: string | null;
}

export interface WrittenAgainstDone {
  readonly windows: readonly WindowAgreement[];
  /** The latest first; at most `PARTINGS`. */
  readonly partings: readonly Parting[];
  readonly partingCount: number;
}

const PARTINGS = 200;

/** What the platform did, beside what its written policy calls for from the tiers people really held. */
export function writtenAgainstDone(windows: readonly ActualWindow[]): WrittenAgainstDone {
  const partings = windows.flatMap(partingsOf).reverse();
  return {
    windows: windows.map(agreementOf),
    partings: partings.slice(0, PARTINGS),
    partingCount: partings.length,
  };
}

function agreementOf({ replayed: { window, decisions }, compared }: ActualWindow): WindowAgreement {
  const count = (agreement: Agreement) => compared.filter((one) => one.agreement === agreement).length;
  const demotions = decisions.filter(({ outcome }) => outcome === "demoted" || outcome === "proposed");
  return {
    windowTo: window.to,
    policyVersion: window.policy.version,
    evaluated: decisions.length,
    counts: { same: count("same"), written: count("written"), done: count("done"), other: count("other") },
    demotions: demotions.length,
    noise: demotions.filter(({ noise }) => noise).length,
  };
}

const partingsOf = ({ replayed: { window, standings }, compared }: ActualWindow): readonly Parting[] =>
  compared.flatMap(({ annotatorId, agreement, writtenTier, doneTier }) =>
    agreement === "same"
      ? []
      : [
          {
            ...{ annotatorId, agreement, writtenTier, doneTier },
            windowTo: window.to,
            fromTier: standings.get(annotatorId)?.tierId ?? null,
          },
        ],
  );

import type { Trace } from "~/tiers/trace";

/** What is kept with a proposed change, so that its explanation stays what it was when it was proposed. */
export interface ProposalDocument {
  readonly trace: Trace;
  /** The trace in sentences. */
  readonly words: readonly string[];
}

/** The name under which a proposed change is recorded once it is made. */
export const decidedChangeId = ({
  windowTo,
  scope,
}: {
  readonly windowTo: string;
  readonly scope: string;
}): string => `decided-${windowTo.slice(0, 10)}${scope === "" ? "" : `-${scope}`}`;

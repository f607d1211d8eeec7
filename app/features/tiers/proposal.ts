import type { Trace } from "~/tiers/trace";

/** What is kept with a proposed change, so that its explanation stays what it was when it was proposed. */
export interface ProposalDocument {
  readonly trace: Trace;
  /** The trace in sentences. */
  readonly words: readonly string[];
}

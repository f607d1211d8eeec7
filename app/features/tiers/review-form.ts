/** Written reasons are a sentence at least, not a mark. */
export const SHORTEST_REASONS = 20;

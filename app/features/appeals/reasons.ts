/** Reasons are a few sentences that somebody wrote about this one case. */
export const SHORTEST_REASONS = 40;

/** A claim says what is wrong, not only that something is. */
export const SHORTEST_CLAIM = 20;

/** What was done to put an upheld appeal right. */
export const SHORTEST_NOTE = 10;

export const LONGEST_TEXT = 4_000;

/** Words that reasons keep once the phrases that fit every case are taken out. */
const FEWEST_OWN_WORDS = 6;

/** Phrases that fit every appeal and therefore answer none. */
const STOCK = [
  "after careful review",
  "after careful consideration",
  "we have reviewed your appeal",
  "your appeal has been reviewed",
  "your appeal was reviewed",
  "the original decision stands",
  "the decision stands",
  "the decision is upheld",
  "our decision is final",
  "this decision is final",
  "in line with our policy",
  "in accordance with our policy",
  "as per our policy",
  "as per policy",
  "per our guidelines",
  "according to our guidelines",
  "we are unable to share details",
  "we cannot share details",
  "no further action will be taken",
  "thank you for your patience",
  "thank you for your understanding",
  "thank you for reaching out",
  "your appeal is rejected",
  "your appeal has been rejected",
  "your appeal is approved",
  "your appeal has been approved",
];

/** Two texts of which this share of all words is common are one text with a name changed. */
const SAME_SHARE = 0.85;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const plain = (text: string): string => wordsOf(text).join(" ");

/** The share of the words of two texts that both have, from 0 to 1 (Jaccard 1901). */
export function wordOverlap(one: string, other: string): number {
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 1 : [...a].filter((word) => b.has(word)).length / all;
}

function ownWords(text: string): number {
  const rest = STOCK.reduce((left, phrase) => left.replaceAll(plain(phrase), " "), plain(text));
  return new Set(wordsOf(rest)).size;
}

/**
 * Why these reasons do not answer an appeal, in a sentence with what to do; null where they do. They are refused when
 * short, when nothing is left beside phrases that fit every case, and when they repeat the claim or an earlier answer
 * to somebody else's appeal.
 */
export function reasonsFault(
  text: string,
  claim: string,
  earlier: readonly { readonly appealId: string; readonly words: string }[],
): string | null {
  const reasons = text.trim().replace(/\s+/g, " ");
  if (reasons.length < SHORTEST_REASONS) {
    return `Write down why, in ${SHORTEST_REASONS} characters or more: the person reads it and may contest it.`;
  }
  if (reasons.length > LONGEST_TEXT) return `Shorten the reasons to ${LONGEST_TEXT} characters.`;
  if (ownWords(reasons) < FEWEST_OWN_WORDS) {
    return "These words would fit any appeal. Say what the rows show in this case, and what follows from it.";
  }
  if (claim !== "" && wordOverlap(reasons, claim) >= SAME_SHARE) {
    return "These are the words of the claim. Say what you found, and what follows from it.";
  }
  const same = earlier.find(({ words }) => wordOverlap(reasons, words) >= SAME_SHARE);
  return same === undefined
    ? null
    : "An earlier appeal was answered in these words. Say what is particular to this one.";
}

/** Why a claim cannot be filed as it is written; null where it can. */
export function claimFault(text: string): string | null {
  const claim = text.trim();
  if (claim.length < SHORTEST_CLAIM)
    return `Say what is wrong, in ${SHORTEST_CLAIM} characters or more: whoever answers reads it beside the rows.`;
  return claim.length > LONGEST_TEXT ? `Shorten the claim to ${LONGEST_TEXT} characters.` : null;
}

import type { NumberDefinition } from "~/ui/number-opener";

const of = (text: string, ...sources: readonly string[]): NumberDefinition => ({ text, sources });

const ALPHA = of(
  "1 less observed over expected disagreement, over all pairs of judgments on an item; 0 is chance, 1 is perfect. 95 % interval by drawing items anew.",
  "Krippendorff 2004, Content Analysis, 11",
);

const KAPPA = of(
  "Agreement between annotators beyond what their own marginals would give by chance, far misses weighing by their square.",
  "Conger 1980; Cohen 1968 (weights)",
);

/** What the numbers of a project's agreement are, by the name they stand under. */
const DEFINITIONS: Readonly<Record<string, NumberDefinition>> = {
  "Fleiss' kappa": of(
    "Agreement of pairs of judgments beyond what the shares of all answers would give by chance.",
    "Fleiss 1971",
  ),
  "Gwet's AC1": of(
    "Agreement beyond chance, where chance is the doubt of an item rather than the commonness of an answer.",
    "Gwet 2008",
  ),
  "Same answer": of(
    "Pairs of judgments on one item with the same answer, of all such pairs; chance and all.",
  ),
  "Kappa between annotators, quadratic": KAPPA,
  "Mean, severity out": of(
    "Mean rating with each annotator's severity taken out, from crossed effects of annotators and items.",
  ),
  "Bias against keys": of(
    "Mean of answer less key over judged items whose key is a number, in steps of the scale; above 0 rates high. 95 % interval.",
  ),
  "Kappa with keys, quadratic": of(
    "Weighted kappa of answers against the keys of gold items, far misses weighing by their square.",
    "Cohen 1968",
  ),
  "Mean score, severity out": of(
    "Mean review score with each reviewer's severity taken out, from crossed effects of authors, pieces and reviewers.",
  ),
  "ICC(2,1)": of(
    "Share of one review's variance that is the piece's own, over pieces with two reviewers: two-way random effects, absolute agreement, one rating.",
    "Shrout and Fleiss 1979; McGraw and Wong 1996",
  ),
  "The one shown first is chosen": of(
    "Judgments that chose the side shown first, of those that chose a side. One half is expected where sides are drawn by lot.",
    "Wilson 1927 (interval)",
  ),
  "Agreement with the others' majority": of(
    "Judgments that chose what most of the others chose, of those on pairs that the others decided.",
    "Wilson 1927 (interval)",
  ),
  "Share of circles": of(
    "Triples of responses, each pair of them decided, in which A beats B, B beats C and C beats A; chance alone gives one in four.",
    "Kendall and Babington Smith 1940",
  ),
};

/** The definition of a number under a name; that of alpha is one, whatever the level. */
export const definitionOf = (label: string): NumberDefinition =>
  DEFINITIONS[label] ?? (label.startsWith("Krippendorff's alpha") ? ALPHA : of(label));

import type { Evidence, EvidenceId } from "./evidence";
import type { Answer, Audience, Source } from "./finding";
import type { TableName } from "./ledger";

export type { Audience } from "./finding";

export type NonEmpty<T> = readonly [T, ...T[]];

/** A number that can be changed in settings, with where its default comes from. */
export interface Param {
  readonly label: string;
  readonly unit: string;
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly source: Source;
}

export type Params = Readonly<Record<string, Param>>;
export type ParamValues<P extends Params> = { readonly [K in keyof P]: number };

/** What every detector is told beside its evidence; time and chance come from here only. */
export interface DetectorContext {
  /** Seconds since 1970 UTC; `to` excluded. */
  readonly window: { readonly from: number; readonly to: number };
  /** The instant of the last record: open appeals, contracts and droughts are censored here. */
  readonly now: number;
  /** A source of chance by name: the same name gives the same numbers in every run. */
  readonly random: (stream: string) => () => number;
  /** People with any record in the window. */
  readonly people: number;
}

/** A ledger table, or the tier policies, which come as a file of their own. */
export type RequiredTable = TableName | "tier_policies";

export interface DetectorDefinition<Needs extends EvidenceId, P extends Params> {
  /** Saved in URLs, exports and findings; never changes. */
  readonly id: string;
  /** Raised whenever the same evidence could give another answer. */
  readonly version: number;
  readonly title: string;
  readonly question: string;
  readonly harm: string;
  /** Statistical detectors carry p values and join families; deterministic ones apply a rule. */
  readonly kind: "deterministic" | "statistical";
  /** Ledger tables without which there is no answer; the finding names the first that is empty. */
  readonly requires: readonly RequiredTable[];
  readonly needs: NonEmpty<Needs>;
  readonly params: P;
  /** Least evidence for an answer, in words. */
  readonly minimum: string;
  /** What else could explain a flag. */
  readonly innocent: NonEmpty<string>;
  readonly limits: NonEmpty<string>;
  readonly sources: NonEmpty<Source>;
  readonly seenBy: NonEmpty<Audience>;
  readonly remedy: string;
  /** Sentences by id with `{name}` places; answers carry the id and the data. */
  readonly messages: Readonly<Record<string, string>>;
  /** Pure. At least one answer, the first for the programme; never called with a required table empty. */
  readonly detect: (
    evidence: Pick<Evidence, Needs>,
    params: ParamValues<P>,
    context: DetectorContext,
  ) => readonly Answer[];
}

/** A detector as lists hold it: what it reads and which parameters it takes are no longer in its type. */
export interface Detector extends Omit<DetectorDefinition<EvidenceId, Params>, "detect" | "needs"> {
  readonly needs: readonly EvidenceId[];
  readonly detect: (
    evidence: Evidence,
    params: Readonly<Record<string, number>>,
    context: DetectorContext,
  ) => readonly Answer[];
}

/**
 * A detector from its definition. A parameter left out takes its default; one that is unknown, not a number or outside
 * its bounds is a RangeError.
 */
export function defineDetector<Needs extends EvidenceId, P extends Params>(
  definition: DetectorDefinition<Needs, P>,
): Detector {
  return {
    ...definition,
    messages: { insufficient: "There is not enough to look at: {reason}.", ...definition.messages },
    detect: (evidence, values, context) =>
      definition.detect(evidence, readParams(definition.params, values), context),
  };
}

/** Defaults overlaid with `values`. See `defineDetector`. */
export function readParams<P extends Params>(
  params: P,
  values: Readonly<Record<string, number>>,
): ParamValues<P> {
  const unknown = Object.keys(values).find((name) => !(name in params));
  if (unknown !== undefined) throw new RangeError(`There is no parameter "${unknown}".`);
  const read = Object.entries(params).map(([name, param]) => {
    const value = values[name] ?? param.default;
    if (!(value >= param.least && value <= param.most)) {
      throw new RangeError(`"${name}" must lie between ${param.least} and ${param.most}; it is ${value}.`);
    }
    return [name, value] as const;
  });
  return Object.fromEntries(read) as ParamValues<P>;
}

/** The sentence of a message, its places filled; numbers as they come. */
export function messageText(detector: Pick<Detector, "messages">, message: Answer["message"]): string {
  const template = detector.messages[message.id] ?? message.id;
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(message.data[name] ?? place));
}

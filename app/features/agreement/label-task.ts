import type { AnswerRule } from "~/domain/answer";
import type { LabelSet } from "~/stats/aggregation/label-set";

/** What one answer stands for when distances count: nothing, its place in an order. */
export type TaskLevel = "nominal" | "ordinal";

/** The thing shown first (A) and the other (B) of each item, by code. */
export interface Pairs {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Items say which things they show, so that one thing is known in several pairs. */
  readonly named: boolean;
}

/** Everything an analysis reads, without the ids of items and annotators: a worker thread takes its columns over. */
export interface LabelTask {
  readonly labels: LabelSet;
  /** What each class is, as `answerKey` writes it: several values of one answer stand on lines of their own. */
  readonly classes: readonly string[];
  /** Place of each item's key in `goldKeys`; -1 without a key that counts. */
  readonly gold: Int32Array;
  readonly goldKeys: readonly string[];
  readonly rule: AnswerRule;
  readonly tolerance: number;
  /** Week of each item's first dated judgment, counted from Monday 1970-01-05 UTC; -1 undated. */
  readonly week: Int32Array;
  /** The scale that the task type asks for; `ordinal` only where every class is a number. */
  readonly level: TaskLevel;
  /** Answers are texts that people wrote: two that differ need not disagree. */
  readonly text: boolean;
  /** The two things each item shows, where answers are A, B or tie; null where they are not. */
  readonly pairs: Pairs | null;
  readonly seed: number;
}

/** A task with what its codes stand for. */
export interface NamedTask {
  readonly task: LabelTask;
  readonly items: readonly string[];
  readonly annotators: readonly string[];
  /** Judgments without an answer, left out. */
  readonly missing: number;
  /** Items that came with different keys: all of them are accepted. */
  readonly conflictingKeys: number;
}

const WEEK_SEC = 7 * 86_400;
const FIRST_MONDAY_SEC = 4 * 86_400;

/** The week an instant lies in, counted from Monday 1970-01-05 UTC. Seconds since 1970. */
export const weekOf = (atSec: number): number => Math.floor((atSec - FIRST_MONDAY_SEC) / WEEK_SEC);

/** The Monday a week begins with: "2026-03-02". */
export const weekDay = (week: number): string =>
  new Date((week * WEEK_SEC + FIRST_MONDAY_SEC) * 1000).toISOString().slice(0, 10);

/** A text is a number as answers write it. */
export const isNumeric = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

import goldLikelyWrong from "~/detectors/gold-likely-wrong";
import { messageText } from "~/domain/detector";
import type { Evidence, GoldItems } from "~/domain/evidence";
import { seededRandom } from "~/stats/random";
import { wilson } from "~/stats/wilson";

type KeyStatus = "active" | "disputed" | "retired";

/** One item with a key: who met it, who missed it, and on what the misses agree. */
export interface GoldRow {
  readonly item: string;
  readonly key: string;
  readonly status: KeyStatus;
  readonly judgments: number;
  readonly responders: number;
  readonly missed: number;
  readonly low: number;
  readonly high: number;
  /** The commonest answer that misses the key, and how many gave it. */
  readonly alternative: string | null;
  readonly alternativeCount: number;
  /** By the rule for keys in doubt. */
  readonly inDoubt: boolean;
}

export interface GoldHealth {
  readonly items: number;
  readonly disputed: number;
  readonly retired: number;
  readonly inDoubt: number;
  readonly outcome: string;
  readonly sentence: string;
  /** The project alone has too few keys to judge them by; those of the whole programme were judged together. */
  readonly together: boolean;
  /** Keys in doubt first, then those missed most; disputed ones last. */
  readonly rows: readonly GoldRow[];
}

export interface KeyedJudgment {
  readonly project: string;
  readonly item: string;
  readonly key: string;
  readonly status: KeyStatus;
  readonly annotator: string;
  readonly answer: string | null;
  readonly missed: boolean;
}

const LISTED = 200;

/**
 * How are the keys of one project? By item, and by the rule that finds keys in doubt over the project's items; where
 * they are fewer than the rule asks for, over those of the whole programme, each person still held against the own
 * record on the item's project.
 */
export async function goldHealth(
  project: string,
  judgments: AsyncIterable<KeyedJudgment>,
  everywhere: () => AsyncIterable<KeyedJudgment>,
): Promise<GoldHealth> {
  const { rows, evidence } = await collect(judgments);
  const alone = goldLikelyWrong.detect(evidence, {}, CONTEXT);
  const together = rows.length > 0 && alone[0]?.outcome === "insufficient";
  const answers = together
    ? goldLikelyWrong.detect((await collect(everywhere())).evidence, {}, CONTEXT)
    : alone;
  const [programme, ...flagged] = answers;
  const own = flagged.filter(({ evidence: { project: of } }) => of === project);
  const inDoubt = new Set(own.map(({ subject }) => subject));
  const marked = rows.map((row) => ({ ...row, inDoubt: row.status === "active" && inDoubt.has(row.item) }));
  const rank = (row: GoldRow) => (row.inDoubt ? 0 : row.status === "active" ? 1 : 2);
  return {
    items: rows.length,
    disputed: rows.filter(({ status }) => status === "disputed").length,
    retired: rows.filter(({ status }) => status === "retired").length,
    inDoubt: inDoubt.size,
    outcome: programme?.outcome ?? "insufficient",
    sentence: programme ? messageText(goldLikelyWrong, programme.message) : "",
    together,
    rows: marked
      .toSorted((a, b) => rank(a) - rank(b) || b.low - a.low || b.judgments - a.judgments)
      .slice(0, LISTED),
  };
}

const CONTEXT = {
  window: { from: 0, to: Infinity },
  now: 0,
  random: (stream: string) => seededRandom(stream),
  people: 0,
};

async function collect(judgments: AsyncIterable<KeyedJudgment>) {
  const collector = new Collector();
  for await (const judgment of judgments) collector.add(judgment);
  return collector.done();
}

/** Rows item by item become one row an item, and the detector's evidence. */
class Collector {
  readonly #rows: GoldRow[] = [];
  readonly #items: GoldItems["items"][number][] = [];
  readonly #codes = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #missed: number[] = [];
  #current: KeyedJudgment[] = [];

  add(judgment: KeyedJudgment): void {
    const [last] = this.#current;
    if (last && (last.item !== judgment.item || last.project !== judgment.project)) this.#flush();
    this.#current.push(judgment);
  }

  #flush(): void {
    const [first] = this.#current;
    if (!first) return;
    const row = rowOf(first, this.#current);
    this.#rows.push(row);
    if (first.status === "active") {
      const { item, key, alternative, alternativeCount } = row;
      const start = this.#person.length;
      this.#items.push({ item, key, project: first.project, alternative, alternativeCount, start });
      for (const { annotator, missed } of this.#current) {
        let code = this.#codes.get(annotator);
        if (code === undefined) this.#codes.set(annotator, (code = this.#codes.size));
        this.#person.push(code);
        this.#missed.push(missed ? 1 : 0);
      }
    }
    this.#current = [];
  }

  done(): { rows: readonly GoldRow[]; evidence: Evidence } {
    this.#flush();
    const goldItems: GoldItems = {
      annotators: [...this.#codes.keys()],
      items: this.#items,
      person: Int32Array.from(this.#person),
      missed: Uint8Array.from(this.#missed),
      at: new Float64Array(this.#person.length),
    };
    // The detector reads these three; which tier changes would flip is the audit's question.
    const evidence: Pick<Evidence, "goldItems" | "tierChanges" | "policies"> = {
      goldItems,
      tierChanges: [],
      policies: [],
    };
    return { rows: this.#rows, evidence: evidence as Evidence };
  }
}

function rowOf({ item, key, status }: KeyedJudgment, judgments: readonly KeyedJudgment[]): GoldRow {
  const missed = judgments.filter((judgment) => judgment.missed);
  const counts = new Map<string, number>();
  for (const { answer } of missed) if (answer !== null) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [alternative, alternativeCount] = [...counts].sort(
    (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
  )[0] ?? [null, 0];
  return {
    item,
    key,
    status,
    judgments: judgments.length,
    responders: new Set(judgments.map(({ annotator }) => annotator)).size,
    missed: missed.length,
    ...wilson(missed.length, judgments.length),
    alternative,
    alternativeCount,
    inDoubt: false,
  };
}

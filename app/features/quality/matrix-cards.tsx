import { Card } from "~/ui/card";
import { formatCount, formatPercent } from "~/ui/format";
import { GetForm } from "~/ui/link";
import { Matrix } from "./matrix";
import type { ProjectScreenProps } from "./project-screen";
import { projectHref } from "./project-href";

/** Where annotators go wrong, all together. */
export function ConfusionMatrix({ agreement }: ProjectScreenProps) {
  const confusion = agreement?.confusion;
  if (!confusion) return null;
  const width = confusion.columns.length;
  const count = (row: number, column: number) => confusion.counts[row * width + column] ?? 0;
  const total = (row: number) => confusion.columns.reduce((sum, _, column) => sum + count(row, column), 0);
  const against = confusion.against === "gold" ? "the key" : "the consensus";
  return (
    <Card
      title={`Answers against ${against}`}
      note={`${formatCount(confusion.judgments)} judgments${confusion.against === "gold" ? " of items with a key" : "; no item has a key, so the annotators' consensus stands in: agreement, not truth"}.`}
      flush
    >
      <Matrix
        label={`Answers against ${against}`}
        rowNoun={confusion.against === "gold" ? "the key's answer" : "the consensus"}
        columnNoun="the answer given"
        rows={confusion.rows}
        columns={confusion.columns}
        share={(row, column) => (total(row) === 0 ? null : count(row, column) / total(row))}
        count={count}
      />
    </Card>
  );
}

/** One annotator's errors, as Dawid-Skene estimates them. */
export function AnnotatorMatrix({ project, search, annotators, matrix, agreement }: ProjectScreenProps) {
  const classes = agreement?.classes ?? [];
  const found = matrix?.found ?? null;
  const errors = found?.errors;
  return (
    <Card
      title="One annotator's errors"
      note="Chance of each answer given the true one, under Dawid-Skene: an estimate of a model, on few judgments an unsteady one."
      actions={
        annotators.length > 0 ? (
          <GetForm
            action={projectHref(project)}
            keep={search}
            sets={["annotator"]}
            submitOnChange
            label="Annotator"
          >
            <select
              name="annotator"
              aria-label="Annotator"
              className="field max-w-48"
              key={matrix?.annotator}
              defaultValue={matrix?.annotator ?? ""}
            >
              {annotators.map(({ annotator, judgments }) => (
                <option
                  key={annotator}
                  value={annotator}
                >{`${annotator} (${formatCount(judgments)})`}</option>
              ))}
            </select>
            <noscript>
              <button type="submit" className="button">
                Show
              </button>
            </noscript>
          </GetForm>
        ) : null
      }
      flush
    >
      {errors ? (
        <>
          <p className="px-4 pb-2 text-sm">
            {`${matrix?.annotator ?? ""}: ${formatCount(found.judgments)} judgments`}
            {found.accuracy === null ? "" : `, estimated to be right on ${formatPercent(found.accuracy)}`}.
          </p>
          <Matrix
            label={`Errors of ${matrix?.annotator ?? ""}`}
            rowNoun="the true answer"
            columnNoun="the answer given"
            rows={classes.slice(0, errors.length)}
            columns={classes.slice(0, errors.length)}
            share={(row, column) => errors[row]?.[column] ?? null}
          />
        </>
      ) : (
        <p className="px-4 pb-4 text-sm text-faint">
          {annotators.length === 0
            ? "Annotators cannot be told apart from these judgments."
            : `Nothing is estimated for ${matrix?.annotator ?? "this annotator"}.`}
        </p>
      )}
    </Card>
  );
}

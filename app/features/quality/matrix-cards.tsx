import { Card } from "~/ui/card";
import { formatCount, formatPercent } from "~/ui/format";
import { GetForm } from "~/ui/link";
import { Rest } from "./long-table";
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
export function AnnotatorMatrix(props: ProjectScreenProps) {
  const { project, search, annotators, matrix } = props;
  const found = matrix?.found ?? null;
  const errors = found?.errors;
  return (
    <Card
      title="One annotator's errors"
      note="Chance of each answer given the true one, under Dawid-Skene: an estimate of a model, on few judgments an unsteady one."
      actions={annotators.of > 0 ? <Chooser {...props} /> : null}
      flush
    >
      {errors ? (
        <div id="classes" className="scroll-mt-16">
          <p className="px-4 pb-2 text-sm">
            {`${matrix?.annotator ?? ""}: ${formatCount(found.judgments)} judgments`}
            {found.accuracy === null ? "" : `, estimated to be right on ${formatPercent(found.accuracy)}`}.
          </p>
          <Matrix
            label={`Errors of ${matrix?.annotator ?? ""}`}
            rowNoun="the true answer"
            columnNoun="the answer given"
            rows={found.classes.shown}
            columns={found.classes.shown}
            share={(row, column) => errors[row]?.[column] ?? null}
            partial={found.classes.shown.length < found.classes.of}
          />
          <Rest
            list="classes"
            project={project}
            search={search}
            shown={found.classes.shown.length}
            of={found.classes.of}
            which="answers in their order"
          />
        </div>
      ) : (
        <p className="px-4 pb-4 text-sm text-faint">
          {annotators.of === 0
            ? "Annotators cannot be told apart from these judgments."
            : `Nothing is estimated for ${matrix?.annotator ?? "this annotator"}.`}
        </p>
      )}
    </Card>
  );
}

/** Whose errors: by name, or, of more than a list can hold, by id, with the most active suggested. */
function Chooser({ project, search, annotators: { shown, of }, matrix }: ProjectScreenProps) {
  const field = {
    name: "annotator",
    "aria-label": "Annotator",
    className: "field max-w-48",
    defaultValue: matrix?.annotator ?? "",
  };
  const options = shown.map(({ annotator, judgments }) => (
    <option key={annotator} value={annotator}>{`${annotator} (${formatCount(judgments)})`}</option>
  ));
  const form = {
    action: projectHref(project),
    keep: search,
    sets: ["annotator"],
    label: "Annotator",
  };
  const show = (
    <button type="submit" className="button">
      Show
    </button>
  );
  if (shown.length === of) {
    return (
      <GetForm {...form} submitOnChange>
        <select key={matrix?.annotator} {...field}>
          {options}
        </select>
        <noscript>{show}</noscript>
      </GetForm>
    );
  }
  return (
    <GetForm {...form} className="flex gap-2">
      <input key={matrix?.annotator} {...field} list="modelled-annotators" required />
      <datalist id="modelled-annotators">{options}</datalist>
      {show}
    </GetForm>
  );
}

import { Form } from "@remix-run/react";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import { PageHeader } from "~/ui/page-header";
import { measuredOf } from "./estimate";
import { countColumn, PlainTable, type PlainColumn } from "./plain-table";
import { projectHref } from "./project-href";
import type { QualityRow } from "./quality.server";
import { useReload } from "./use-reload";

const ALPHA_UNIT = { kind: "number", digits: 3 } as const;

const COLUMNS: readonly PlainColumn<QualityRow>[] = [
  {
    header: "Project",
    cell: ({ project, name, taskType }) => (
      <Link href={projectHref(project)} className="quiet-link block min-w-32 font-medium">
        {name}
        <span className="block text-2xs font-normal text-faint">{taskType ?? "task type not on record"}</span>
      </Link>
    ),
  },
  {
    header: "Agreement (alpha)",
    cell: ({ alpha, level, name }) =>
      alpha ? (
        <div className="w-44">
          <MeasuredCell
            measured={measuredOf(alpha)}
            unit={ALPHA_UNIT}
            name={`Alpha of ${name}`}
            domain={[-1, 1]}
          />
          <span className="text-2xs text-faint">{level}</span>
        </div>
      ) : (
        <span className="text-2xs text-faint">not computed yet</span>
      ),
  },
  {
    header: "Gold accuracy",
    cell: ({ gold, name }) => (
      <div className="w-44">
        <MeasuredCell
          measured={gold}
          unit={{ kind: "ratio" }}
          name={`Gold accuracy of ${name}`}
          lineageHref="/methodology/gold-accuracy"
        />
      </div>
    ),
  },
  {
    header: "Gold keys",
    cell: ({ keys }) =>
      keys === null ? (
        <span className="text-2xs text-faint">not computed yet</span>
      ) : keys.items === 0 ? (
        <span className="text-2xs text-faint">no keys</span>
      ) : (
        <span className="whitespace-nowrap">
          {`${formatCount(keys.items)} `}
          {keys.inDoubt > 0 ? <Badge tone="caution">{`${keys.inDoubt} in doubt`}</Badge> : null}{" "}
          {keys.disputed > 0 ? <Badge>{`${keys.disputed} disputed`}</Badge> : null}
        </span>
      ),
  },
  countColumn(
    "Judgments",
    "All judgments of the project, whatever became of them.",
    ({ judgments }) => judgments,
  ),
  countColumn("Annotators", "Annotators with at least one of them.", ({ annotators }) => annotators),
  {
    header: "Computed",
    cell: ({ kept, computing, warnings }) => (
      <span className="block min-w-40 text-xs text-muted">
        {computing ? <Badge tone="accent">{computing}</Badge> : null}{" "}
        {kept ? `${formatInstant(kept.computedAt)} UTC` : computing ? null : "never"}{" "}
        {kept?.stale ? <Badge tone="caution">records changed</Badge> : null}{" "}
        {warnings > 0 ? <Badge tone="caution">{`${warnings} warnings`}</Badge> : null}
      </span>
    ),
  },
];

/** Which projects' judgments can be relied on, and which keys and reviewers to look at. */
export function QualityList({ projects }: { readonly projects: readonly QualityRow[] }) {
  const open = projects.filter(({ kept }) => kept === null || kept.stale).length;
  const busy = projects.some(({ computing }) => computing === "waiting" || computing === "running");
  useReload(busy);
  return (
    <>
      <PageHeader
        title="Quality"
        summary="How far annotators agree beyond chance, how they stand against known answers, and whether those answers can be relied on."
        actions={
          open > 0 ? (
            <Form method="post">
              <button type="submit" className="button" disabled={busy}>
                {busy ? "Computing…" : `Compute ${formatCount(open)} ${open === 1 ? "project" : "projects"}`}
              </button>
            </Form>
          ) : null
        }
      />
      {projects.length === 0 ? (
        <NothingYet />
      ) : (
        <Card
          title="Projects"
          note="Alpha on the scale of the task: .80 and above is called reliable, .667 to .80 tentative (Krippendorff's custom, not a law). Intervals are 95 %."
          flush
        >
          <PlainTable
            label="Projects"
            columns={COLUMNS}
            rows={projects}
            rowId={({ project }) => project}
            whole
          />
        </Card>
      )}
    </>
  );
}

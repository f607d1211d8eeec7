import { windowLabel, WINDOWS_DAYS } from "~/domain/period";
import { NothingYet } from "~/features/shell/nothing-yet";
import { formatCount, formatDate } from "~/ui/format";
import { GetForm } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { ComparisonCards } from "./comparison-cards";
import { GroupsCard } from "./groups-card";
import { MeasureSections } from "./measure-sections";
import { PersonsCard } from "./persons-card";
import { ProgrammeCard } from "./programme-card";
import { DIMENSIONS } from "./measure-head";
import type { Workload } from "./workload.server";

export interface WorkloadPageProps extends Workload {
  readonly search: string;
}

/** What the work takes and what it really pays: the programme, its groups, and its people. */
export function WorkloadPage(props: WorkloadPageProps) {
  const { people, window, programme } = props;
  return (
    <>
      <PageHeader
        title="Workload"
        summary="Hours, rest and night work, and what an hour really pays against the floor of the place. Medians with their 95 % intervals: the person in the middle."
        actions={people === 0 ? null : <Pickers {...props} />}
      />
      {people === 0 ? (
        <NothingYet />
      ) : (
        <div className="grid gap-4">
          <p className="text-xs text-muted">
            {`${formatCount(people)} people${window?.from && window.to ? `, ${formatDate(window.from)} to ${formatDate(window.to)}` : ""}. From income swing on, figures are those of the last audit. Hours on other platforms are unseen: hours are a lower bound.`}
          </p>
          {props.sentences.map((sentence) => (
            <p
              key={sentence}
              role="note"
              className="rounded-md bg-caution-soft px-3 py-2 text-sm text-caution"
            >
              {sentence}
            </p>
          ))}
          <MeasureSections measures={programme} />
          <ProgrammeCard {...props} />
          <GroupsCard {...props} />
          <ComparisonCards {...props} />
          <PersonsCard {...props} />
        </div>
      )}
    </>
  );
}

function Pickers({ query, search, programme }: WorkloadPageProps) {
  return (
    <GetForm
      action="/workload"
      keep={search}
      sets={["window", "by", "measure"]}
      submitOnChange
      label="Period and groups"
      className="flex flex-wrap items-center gap-2"
    >
      <select
        name="window"
        aria-label="Period"
        className="field"
        key={`w${query.windowDays}`}
        defaultValue={query.windowDays}
      >
        {WINDOWS_DAYS.map((days) => (
          <option key={days} value={days}>
            {windowLabel(days)}
          </option>
        ))}
      </select>
      <select name="by" aria-label="Compare by" className="field" key={query.by} defaultValue={query.by}>
        {DIMENSIONS.map((by) => (
          <option key={by} value={by}>{`by ${by}`}</option>
        ))}
      </select>
      <select
        name="measure"
        aria-label="Measure"
        className="field max-w-60"
        key={query.measure}
        defaultValue={query.measure}
      >
        {programme.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <noscript>
        <button type="submit" className="button">
          Show
        </button>
      </noscript>
    </GetForm>
  );
}

import { useDeferredValue, useMemo, useState } from "react";
import type { PolicyJson, TierPolicy } from "~/tiers/policy";
import { Card } from "~/ui/card";
import { Skeleton } from "~/ui/states";
import { ErrorsCard } from "./errors-card";
import { MoversCard } from "./movers-card";
import { OutcomeCard } from "./outcome-card";
import { readDraft, type ReadDraft } from "./policy-draft";
import { PolicyEditor } from "./policy-editor";
import { PublishCard, type Publishing } from "./publish-card";
import { beforeOf, outcomeOf, peopleApart, talliesFor, tellingCount, tryPolicy } from "./try-policy";
import { useTallies } from "./use-tallies";

export interface WorkbenchProps {
  /** Where the draft starts. */
  readonly start: PolicyJson;
  /** Versions on record: what was really in force, and what a draft can be set beside. */
  readonly recorded: readonly TierPolicy[];
  /** Further policies to set it beside: those that are shipped. */
  readonly shipped: readonly TierPolicy[];
  readonly publishing: Publishing;
}

/** Editor, replay and publication of a draft; the replay runs in the browser on tallies fetched once. */
export function PolicyWorkbench(props: WorkbenchProps) {
  const [draft, setDraft] = useState(props.start);
  const [besides, setBesides] = useState("");
  const read = useMemo(() => readDraft(draft), [draft]);
  const steady = useDeferredValue(draft);
  const trying = useMemo(() => readDraft(steady), [steady]);
  const others = choices(props);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 items-start gap-4 wide:grid-cols-2">
        <PolicyEditor draft={draft} read={read} change={setDraft} />
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <label className="flex flex-wrap items-center gap-2 text-sm">
            <span className="text-muted">Set beside</span>
            <select className="field" value={besides} onChange={({ target }) => setBesides(target.value)}>
              <option value="">nothing</option>
              {others.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Trial
            trying={trying}
            recorded={props.recorded}
            other={others.find(({ key }) => key === besides) ?? null}
          />
        </div>
      </div>
      <PublishCard draft={draft} read={read} change={setDraft} {...props.publishing} />
    </div>
  );
}

interface Choice {
  readonly key: string;
  readonly name: string;
  readonly policy: TierPolicy;
}

const choices = ({ recorded, shipped, start }: WorkbenchProps): readonly Choice[] => [
  ...recorded
    .filter(({ projectId }) => projectId === (start.project_id ?? null))
    .map((policy) => ({
      key: `v${policy.version}`,
      name: `Version ${policy.version}: ${policy.name}`,
      policy,
    })),
  ...shipped.map((policy) => ({
    key: `shipped ${policy.name}`,
    name: `Shipped: ${policy.name}`,
    policy: { ...policy, projectId: start.project_id ?? null },
  })),
];

function Trial({
  trying,
  recorded,
  other,
}: {
  readonly trying: ReadDraft;
  readonly recorded: readonly TierPolicy[];
  readonly other: Choice | null;
}) {
  const { policy } = trying;
  const own = useTallies(policy === null ? null : talliesFor(policy));
  const second = useTallies(other === null ? null : talliesFor(other.policy));
  const tried = useMemo(() => {
    if (policy === null || own.loaded === null) return null;
    const began = performance.now();
    const simulation = tryPolicy(policy, own.loaded, recorded);
    const took = performance.now() - began;
    return { policy, simulation, took, before: beforeOf(policy, own.loaded, recorded) };
  }, [policy, own.loaded, recorded]);
  const beside = useMemo(
    () =>
      other === null || second.loaded === null ? null : tryPolicy(other.policy, second.loaded, recorded),
    [other, second.loaded, recorded],
  );
  if (policy === null) return <Problems read={trying} />;
  const fault = own.fault ?? second.fault;
  if (fault !== null)
    return (
      <p role="alert" className="text-sm text-alarm">
        {fault}
      </p>
    );
  if (tried === null) return <Skeleton height={320} label="Replaying the draft" />;
  const { access } = tried.simulation;
  return (
    <>
      <OutcomeCard
        draft={outcomeOf(tried.policy, tried.simulation)}
        other={
          other === null || beside === null
            ? null
            : {
                name: other.name,
                outcome: outcomeOf(other.policy, beside),
                apart: peopleApart(tried.simulation, beside),
              }
        }
        before={{
          changes: tried.before,
          topDecileShare: access.topDecileShareBefore,
          peopleWithAccess: access.peopleBefore,
          largestLoad: access.largestBefore,
        }}
        took={tried.took}
      />
      <ErrorsCard errors={tried.simulation.errors} telling={tellingCount(tried.policy)} />
      <MoversCard people={tried.simulation.people} policy={tried.policy} />
    </>
  );
}

const Problems = ({ read }: { readonly read: ReadDraft }) => (
  <Card title="This draft cannot be replayed yet">
    <ul className="list-disc space-y-1 pl-4 text-sm">
      {read.problems.map(({ path, sentence }) => (
        <li key={`${path} ${sentence}`}>
          <code className="font-mono text-xs text-muted">{path}</code> {sentence}
        </li>
      ))}
    </ul>
  </Card>
);

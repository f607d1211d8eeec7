import { Form } from "@remix-run/react";
import { ContestRow } from "~/features/appeals/contest-row";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatDate, formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { decidedChangeId } from "./proposal";
import type { TierStandings } from "./tier-standing.server";
import { TierTraceView } from "./tier-trace";

export interface TierStandingProps extends TierStandings {
  /** Where the person's own records are. */
  readonly rowsHref: string;
  /** Whether policies and proposals can be opened: an annotator reads both here. */
  readonly linked: boolean;
}

/**
 * Where a person stands under the written policies: the last window that ended, the one that runs, and every change
 * proposed. The same for the person it is about and for a manager.
 */
export function TierStandingCards(props: TierStandingProps) {
  const { standings, rowsHref } = props;
  return (
    <>
      {standings.map(({ projectId, policy, ended, running }) => (
        <div key={projectId ?? ""} className="grid grid-cols-1 items-start gap-4 wide:grid-cols-2">
          <Card
            title={`Why this tier${projectId === null ? "" : ` on ${projectId}`}`}
            note={`Policy version ${policy.version}, "${policy.name}".`}
            actions={
              props.linked ? (
                <Link href={`/tiers/policies/${policy.version}`} className="button">
                  The policy in words
                </Link>
              ) : null
            }
          >
            {ended === null ? (
              <p className="text-sm text-faint">No window with work has ended under a policy yet.</p>
            ) : (
              <TierTraceView {...ended} rowsHref={rowsHref} />
            )}
          </Card>
          <Card
            title="If the running window ended now"
            note={
              running === null
                ? "There is no work in the window that runs."
                : `It is due to end on ${formatDate(running.endsAt)}; nothing is decided before.`
            }
          >
            {running === null ? null : <TierTraceView {...running} rowsHref={rowsHref} />}
          </Card>
        </div>
      ))}
      <Proposals {...props} />
      <LeaderboardChoice {...props} />
    </>
  );
}

/** Whether the person stands on leaderboards; theirs to choose. */
const LeaderboardChoice = ({ annotator, optedOut }: TierStandingProps) => (
  <Form method="post" action="/tiers/leaderboard" className="flex flex-wrap items-center gap-3 text-sm">
    <input type="hidden" name="annotator" value={annotator} />
    <input type="hidden" name="out" value={optedOut ? "no" : "yes"} />
    <span className="text-muted">
      {optedOut ? "Does not stand on leaderboards." : "May stand on leaderboards, where there are any."}
    </span>
    <button type="submit" className="button">
      {optedOut ? "Stand on them again" : "Leave leaderboards"}
    </button>
  </Form>
);

const STATUS = {
  open: "waits for a person",
  carried_out: "done",
  superseded: "overtaken",
  withdrawn: "no longer called for",
  upheld: "made",
  refused: "not made, the tier was kept",
} as const;

function Proposals({ proposals, labels, linked }: TierStandingProps) {
  if (proposals.length === 0) return null;
  const label = (id: string) => labels[id] ?? id;
  return (
    <Card
      title="What the policies called for"
      note="Every change of tier that a window called for, and what became of it."
    >
      <ol className="grid gap-2 text-sm">
        {proposals.map((one) => (
          <li key={`${one.scope} ${one.windowTo}`} className="border-t border-line pt-2">
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{`${label(one.fromTier)} to ${label(one.toTier)}`}</span>
              <span className="text-muted">{`window to ${formatDate(one.windowTo)}, policy ${one.policyVersion}: ${STATUS[one.status]}`}</span>
              {one.noise ? <Badge tone="caution">chance can explain it</Badge> : null}
              {one.status === "open" && linked ? (
                <Link
                  href={`/tiers/queue/${one.windowTo.slice(0, 10)}/${encodeURIComponent(one.sourceId)}${one.scope === "" ? "" : `?project=${encodeURIComponent(one.scope)}`}`}
                  className="prose-link"
                >
                  look and decide
                </Link>
              ) : null}
            </span>
            {one.status === "open" && !linked ? (
              <ContestRow
                subject="tier_change"
                subjectId={decidedChangeId(one)}
                label={`the proposed change from the window to ${formatDate(one.windowTo)}`}
              />
            ) : null}
            {one.decidedAt === null ? null : (
              <span className="block text-xs text-muted">
                {`Evidence opened ${one.evidenceOpenedAt === null ? "never" : `${formatInstant(one.evidenceOpenedAt)} UTC`}, decided ${formatInstant(one.decidedAt)} UTC by ${one.decidedBy ?? ""}. ${one.reasons ?? ""}`}
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

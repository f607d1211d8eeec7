import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { NothingYet } from "~/features/shell/nothing-yet";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatCount, formatDate, formatPercent } from "~/ui/format";
import { GetForm, Link } from "~/ui/link";
import { EmptyState } from "~/ui/states";
import {
  QualificationLabour,
  TierFlows,
  TierMix,
  TimeToReach,
  TimeToRegain,
  TransitionCard,
} from "./mobility-cards";
import type { loadTiers } from "./tiers.server";
import { TiersHead } from "./tiers-head";
import { WrittenCard } from "./written-card";

export type TiersProps = Awaited<ReturnType<typeof loadTiers>>;
type PolicyRow = TiersProps["policies"][number];

/** Who holds which tier, how people move, and what holds them in place. */
export function TiersScreen(props: TiersProps) {
  const { scope, policies, waiting } = props;
  return (
    <>
      <TiersHead
        current="/tiers"
        waiting={waiting.all}
        summary={
          scope
            ? `${formatCount(scope.people)} people with work from ${formatDate(scope.period.from)} on; windows end to end from there, days in UTC.`
            : "Who holds which tier, how people move, and what holds them in place."
        }
        actions={<ScopePicker {...props} />}
      />
      {scope === null ? (
        props.hasRecords ? (
          <NoPolicy />
        ) : (
          <NothingYet />
        )
      ) : (
        <div className="grid gap-4">
          <div className="grid gap-4 wide:grid-cols-2">
            <TierMix mobility={scope.mobility} events={eventsOf(policies, scope)} />
            <TierFlows mobility={scope.mobility} />
          </div>
          <div className="grid items-start gap-4 wide:grid-cols-2">
            <TransitionCard mobility={scope.mobility} />
            <PolicyList policies={policies} />
          </div>
          <WrittenCard {...scope} tiers={scope.mobility.tiers} />
          <div className="grid gap-4 wide:grid-cols-2">
            <TimeToReach mobility={scope.mobility} />
            <TimeToRegain mobility={scope.mobility} />
          </div>
          <QualificationLabour mobility={scope.mobility} />
        </div>
      )}
    </>
  );
}

const eventsOf = (policies: readonly PolicyRow[], { period, projectId }: NonNullable<TiersProps["scope"]>) =>
  policies
    .filter(
      (one) => one.projectId === projectId && one.effectiveAt > period.from && one.effectiveAt < period.to,
    )
    .map(({ effectiveAt, version }) => ({ at: effectiveAt.slice(0, 10), name: `policy ${version}` }));

function ScopePicker({ scopes, scope }: TiersProps) {
  if (scopes.length < 2) return null;
  return (
    <GetForm action="/tiers" sets={["project"]} submitOnChange label="Project">
      <select
        name="project"
        aria-label="Project"
        className="field"
        key={scope?.projectId ?? ""}
        defaultValue={scope?.projectId ?? ""}
      >
        {scopes.map((id) => (
          <option key={id ?? ""} value={id ?? ""}>
            {id ?? "Whole programme"}
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

const NoPolicy = () => (
  <EmptyState
    title="No tier policy yet"
    actions={
      <Link href="/tiers/policies/draft" className="button-primary">
        Write the first version
      </Link>
    }
  >
    A ledger brings its policies as <code className="font-mono text-xs">tier_policies.json</code>. Without
    one, try the shipped policies on your records, and publish one of your own.
  </EmptyState>
);

const POLICIES: readonly PlainColumn<PolicyRow>[] = [
  {
    header: "Version",
    cell: ({ version, name, inForce }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <Link href={`/tiers/policies/${version}`} className="prose-link">
          {`${version} · ${name}`}
        </Link>
        {inForce ? <Badge tone="accent">in force</Badge> : null}
      </span>
    ),
  },
  {
    header: "In effect from",
    cell: ({ effectiveAt, announcedAt, retroactive }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <span className="whitespace-nowrap">{formatDate(effectiveAt)}</span>
        <Notice announcedAt={announcedAt} effectiveAt={effectiveAt} retroactive={retroactive} />
      </span>
    ),
  },
  {
    header: "Lost by chance",
    align: "end",
    cell: ({ falseDemotion }) =>
      falseDemotion === null ? (
        <span className="text-faint">no bar on gold</span>
      ) : (
        <span
          title={`Somebody truly right ${formatPercent(falseDemotion.share)} of the time, in six windows`}
        >
          {formatPercent(falseDemotion.chance)}
        </span>
      ),
  },
];

function Notice({
  announcedAt,
  effectiveAt,
  retroactive,
}: Pick<PolicyRow, "announcedAt" | "effectiveAt" | "retroactive">) {
  const days = Math.floor((Date.parse(effectiveAt) - Date.parse(announcedAt)) / 86_400_000);
  if (retroactive || days < 0) return <Badge tone="alarm">retroactive</Badge>;
  return days < 15 ? <Badge tone="caution">{`${days} days of notice`}</Badge> : null;
}

const PolicyList = ({ policies }: Pick<TiersProps, "policies">) => (
  <Card
    title="Policy versions"
    note="Lost by chance: how often somebody who truly stands a point above the highest gold bar loses that tier within six windows."
    actions={
      <div className="flex flex-wrap gap-2">
        <Link href="/tiers/policies/fair" className="button">
          Draft from the fair policy
        </Link>
        <Link href="/tiers/policies/draft" className="button">
          Draft a version
        </Link>
      </div>
    }
    flush
  >
    <PlainTable
      label="Policy versions"
      columns={POLICIES}
      rows={[...policies].reverse()}
      rowId={({ version }) => String(version)}
    />
  </Card>
);

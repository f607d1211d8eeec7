import { measures } from "~/features/report/row-measures";
import type { ReportRow } from "~/features/report/report-row";
import { countColumn, PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { formatCount, formatMoney, formatPercent } from "~/ui/format";
import { Link } from "~/ui/link";
import { MeasuredCell } from "~/ui/measured-cell";
import type { loadGame } from "./game.server";
import { TiersHead } from "./tiers-head";

export type GameProps = Awaited<ReturnType<typeof loadGame>>;
type Target = GameProps["targets"][number];
type Bonus = GameProps["bonusRules"][number];

/** What is played with people's time, always with its rule. */
export function GameScreen(props: GameProps) {
  return (
    <>
      <TiersHead
        current="/tiers/game"
        waiting={props.waiting}
        summary="Whatever in the ledger works like a game, with the rule it follows. Points and badges are not part of a ledger: what is not shown here was not recorded."
      />
      <div className="grid items-start gap-4 wide:grid-cols-2">
        <StreaksCard streaks={props.streaks} />
        <LeaderboardCard leaderboard={props.leaderboard} />
        <TargetsCard targets={props.targets} />
        <BonusCard bonusRules={props.bonusRules} />
      </div>
    </>
  );
}

const Nothing = ({ what }: { readonly what: string }) => (
  <p className="text-sm text-faint">{`Unmeasured: this ledger holds no ${what}.`}</p>
);

function StreaksCard({ streaks }: Pick<GameProps, "streaks">) {
  return (
    <Card
      title="Streaks"
      note="The rule: a local day with work adds one; a local day without any sets the count to zero."
    >
      {streaks === null ? (
        <Nothing what="streaks" />
      ) : (
        <DefinitionList
          items={[
            { term: "People with a streak", value: formatCount(streaks.people) },
            { term: "Running at the last record", value: formatCount(streaks.running) },
            {
              term: "Longest",
              value: `${formatCount(streaks.longest)} days without a day off; half of the people reached ${formatCount(streaks.medianLongest)}`,
            },
            {
              term: "Lapsed",
              value: `${formatCount(streaks.lapses)} times, for ${formatCount(streaks.lapsedPeople)} people`,
            },
            {
              term: "What it does to rest",
              value: (
                <Link href="/patterns/compulsion-loop" className="prose-link">
                  the question about compulsion loops
                </Link>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

const UNITS = {
  judgments: "judgments",
  approved_judgments: "approved judgments",
  active_minutes: "active minutes",
} as const;

const range = (least: number, most: number): string =>
  least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`;

const TARGETS: readonly PlainColumn<Target>[] = [
  {
    header: "The rule",
    cell: ({ unit, least, most }) => `${range(least, most)} ${UNITS[unit]} before the deadline`,
  },
  countColumn("Set", "Targets that were set by such a rule.", ({ count }) => count),
  countColumn("People", "Annotators who were set at least one of them.", ({ people }) => people),
  {
    header: "Reached",
    align: "end",
    cell: ({ reached, count }) => (
      <span className="whitespace-nowrap">{`${formatCount(reached)} (${formatPercent(reached / count)})`}</span>
    ),
  },
  {
    header: "Rewards offered",
    align: "end",
    cell: ({ rewardMinor, currency }) =>
      rewardMinor === null || currency === null ? "none" : formatMoney(rewardMinor, currency),
  },
];

const TargetsCard = ({ targets }: Pick<GameProps, "targets">) => (
  <Card title="Targets" flush={targets.length > 0}>
    {targets.length === 0 ? (
      <Nothing what="targets" />
    ) : (
      <PlainTable
        label="Targets"
        columns={TARGETS}
        rows={targets}
        rowId={({ unit, currency }) => `${unit} ${currency ?? ""}`}
      />
    )}
  </Card>
);

const BONUSES: readonly PlainColumn<Bonus>[] = [
  {
    header: "The rule",
    cell: ({ unit, period, leastThreshold, mostThreshold }) =>
      `${range(leastThreshold, mostThreshold)} ${UNITS[unit]} in a ${period}`,
  },
  countColumn(
    "Rules",
    "Published bonus rules of this kind, one for each period of validity.",
    ({ count }) => count,
  ),
  {
    header: "Bonus",
    align: "end",
    cell: ({ leastMinor, mostMinor, currency }) =>
      leastMinor === mostMinor
        ? formatMoney(leastMinor, currency)
        : `${formatMoney(leastMinor, currency)} to ${formatMoney(mostMinor, currency)}`,
  },
];

const BonusCard = ({ bonusRules }: Pick<GameProps, "bonusRules">) => (
  <Card title="Published bonuses" flush={bonusRules.length > 0}>
    {bonusRules.length === 0 ? (
      <Nothing what="published bonus rules" />
    ) : (
      <PlainTable
        label="Published bonuses"
        columns={BONUSES}
        rows={bonusRules}
        rowId={({ unit, period, currency }) => `${unit} ${period} ${currency}`}
      />
    )}
  </Card>
);

const LEADERS: readonly PlainColumn<ReportRow>[] = [
  {
    header: "Annotator",
    cell: (row) => (
      <Link href={`/annotators/${encodeURIComponent(row.annotator_id)}`} className="quiet-link">
        {row.display_name ?? row.annotator_id}
      </Link>
    ),
  },
  {
    header: "Place",
    align: "end",
    cell: ({ rank }) =>
      rank.best === rank.worst ? formatCount(rank.best ?? 0) : `${rank.best ?? ""} to ${rank.worst ?? ""}`,
  },
  {
    header: "Gold accuracy",
    cell: (row) => {
      const { measured, unit, lineageHref } = measures(row).gold;
      return <MeasuredCell {...{ measured, unit, lineageHref }} layout="line" name="Gold accuracy" />;
    },
  },
];

function LeaderboardCard({ leaderboard }: Pick<GameProps, "leaderboard">) {
  const { windowDays, places, people, out, rankable, rankability, rows } = leaderboard;
  const reliability = rankability === null ? "" : ` (rankability ${rankability.toFixed(2)})`;
  return (
    <Card
      title="Leaderboard"
      note={`The rule: gold accuracy over the last ${windowDays} days, places as 95 % ranges; the first ${places} at most, and nobody who opted out (${formatCount(out)} of ${formatCount(people)}).`}
      flush={rankable}
    >
      {people === 0 ? (
        <Nothing what="gold items in these days" />
      ) : rankable ? (
        <PlainTable
          label="Leaderboard"
          columns={LEADERS}
          rows={rows}
          rowId={({ annotator_id }) => annotator_id}
        />
      ) : (
        <p className="max-w-[60ch] text-sm text-muted">
          {`These records cannot tell ${formatCount(people)} people apart${reliability}: any order would be made up, so none is shown.`}
        </p>
      )}
    </Card>
  );
}

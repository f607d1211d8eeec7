import { type RawBuilder, sql } from "kysely";
import type { Grouping, GroupTally } from "~/domain/group-tally";
import type { Db } from "../client";
import { type SnapshotFilter, snapshotCondition } from "./snapshots";

interface Keys {
  readonly key: RawBuilder<unknown>;
  readonly name: RawBuilder<unknown>;
}

const KEYS: Readonly<Record<Grouping, Keys>> = {
  project: { key: sql`p.source_id`, name: sql`p.name` },
  tier: { key: sql`s.tier`, name: sql`s.tier` },
  country: { key: sql`s.country`, name: sql`s.country` },
  platform: { key: sql`f.source_id`, name: sql`f.name` },
};

/** People summed up by what they have in common, everybody once a group; groups in no order. */
export async function tallyGroups(
  db: Db,
  grouping: Grouping,
  filter: SnapshotFilter,
): Promise<readonly GroupTally[]> {
  const { key, name } = KEYS[grouping];
  const ofProjects = grouping === "project" || grouping === "platform";
  const snapshots = db
    .selectFrom("snapshots")
    .selectAll()
    .where(snapshotCondition(filter))
    .where("snapshots.projectId", ofProjects && filter.projectId === 0 ? ">" : "=", filter.projectId);
  const places = ofProjects
    ? sql`join projects p using (project_id) left join platforms f using (platform_id)`
    : sql``;
  // A person's records on several projects of a platform are one cluster of its spread.
  const rows = sql`select ${key} as key, ${name} as name, s.* from (${snapshots}) s ${places}`;
  const people =
    grouping === "platform" ? sql`select ${PERSON} from (${rows}) rows group by key, annotator_id` : rows;
  const { rows: tallies } = await sql<GroupTally>`
    with people as (${people}) select ${grouping === "platform" ? OF_PEOPLE : OF_ROWS} from people group by key`.execute(
    db,
  );
  return tallies;
}

/** Of either kind of row: a snapshot's, or a person's sum of several. */
const SUMS = `key, max(name) as name, count(*) as people, sum(judgments)::float8 as judgments,
  sum(gold_correct)::float8 as gold_correct, sum(gold_total)::float8 as gold_total,
  sum(consensus_agreeing)::float8 as consensus_agreeing, sum(consensus_total)::float8 as consensus_total,
  sum(review_accepted)::float8 as review_accepted, sum(review_total)::float8 as review_total,
  sum(timed)::float8 as timed, count(*) filter (where timed > 0) as timed_people,
  sum(handling_seconds) as handling_seconds, sum(handling_seconds ^ 2) as handling_squares,
  sum(timed::float8 ^ 2) filter (where timed > 0) as timed_squares, sum(handling_seconds * timed) as handling_by_timed,
  count(*) filter (where expected_seconds > 0) as expected_people,
  sum(handling_seconds) filter (where expected_seconds > 0) as observed_seconds,
  sum(expected_seconds) filter (where expected_seconds > 0) as expected_seconds,
  sum(handling_seconds ^ 2) filter (where expected_seconds > 0) as observed_squares,
  sum(expected_seconds ^ 2) filter (where expected_seconds > 0) as expected_squares,
  sum(handling_seconds * expected_seconds) filter (where expected_seconds > 0) as observed_by_expected,
  count(working_seconds) as working_people, sum(working_seconds) as working_seconds, sum(night_seconds) as night_seconds,
  count(all_seconds) as paid_people, sum(paid_seconds) as paid_seconds, sum(all_seconds) as all_seconds,
  sum(rest_breaches)::float8 as rest_breaches, max(longest_spell_seconds) as longest_spell_seconds,
  sum(pay_minor) as pay_minor, sum(net_minor) as net_minor,
  sum(active_seconds) as active_seconds, sum(session_seconds) as session_seconds, sum(all_in_seconds) as all_in_seconds`;

const OF_ROWS = sql.raw(`${SUMS}, min(clock) as first_clock, max(clock) as last_clock,
  count(net_minor) as earning, min(currency) as first_currency, max(currency) as last_currency,
  min(floor_minor) as lowest_floor_minor, max(floor_minor) as highest_floor_minor,
  count(active_seconds) as active_known, count(session_seconds) as session_known, count(all_in_seconds) as all_in_known`);

const PERSON = sql.raw(`key, max(name) as name, annotator_id, sum(judgments) as judgments,
  sum(gold_correct) as gold_correct, sum(gold_total) as gold_total, sum(consensus_agreeing) as consensus_agreeing,
  sum(consensus_total) as consensus_total, sum(review_accepted) as review_accepted, sum(review_total) as review_total,
  sum(timed) as timed, min(clock) as first_clock, max(clock) as last_clock,
  sum(handling_seconds) filter (where timed > 0) as handling_seconds, sum(expected_seconds) as expected_seconds,
  sum(working_seconds) as working_seconds, sum(night_seconds) as night_seconds, sum(paid_seconds) as paid_seconds,
  sum(all_seconds) as all_seconds, sum(rest_breaches) as rest_breaches, max(longest_spell_seconds) as longest_spell_seconds,
  count(net_minor) as earning, min(currency) as first_currency, max(currency) as last_currency,
  sum(pay_minor) as pay_minor, sum(net_minor) as net_minor,
  min(floor_minor) as lowest_floor_minor, max(floor_minor) as highest_floor_minor,
  count(active_seconds) as active_known, sum(active_seconds) as active_seconds, count(session_seconds) as session_known,
  sum(session_seconds) as session_seconds, count(all_in_seconds) as all_in_known, sum(all_in_seconds) as all_in_seconds`);

const OF_PEOPLE = sql.raw(`${SUMS}, min(first_clock) as first_clock, max(last_clock) as last_clock,
  sum(earning)::float8 as earning, min(first_currency) as first_currency, max(last_currency) as last_currency,
  min(lowest_floor_minor) as lowest_floor_minor, max(highest_floor_minor) as highest_floor_minor,
  sum(active_known)::float8 as active_known, sum(session_known)::float8 as session_known,
  sum(all_in_known)::float8 as all_in_known`);

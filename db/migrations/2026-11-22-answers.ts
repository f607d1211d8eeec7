import { type Kysely, sql } from "kysely";

/**
 * How answers are compared, in SQL: the twins of `answerValues`, `answerKey` and `matchesGold`. Each has a cheap way
 * for the common answer of one plain value, because they run once a judgment; those two are not declared strict, so
 * that the planner can put them in line.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const DECIMAL = String.raw`^-?[0-9]+\.[0-9]+$`;
/** An answer of several values, with blanks around it, or a decimal that may have another spelling. */
const COMPOSED = String.raw`[|\n]|^[ \t\r]|[ \t\r]$|${DECIMAL}`;
const NUMBER = String.raw`^-?[0-9]+(\.[0-9]+)?$`;

const STATEMENTS = [
  `create function answer_values(answer text) returns text[] language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct value order by value), '{}')
    from (
      select (case when part ~ '${DECIMAL}' then rtrim(rtrim(part, '0'), '.') else part end) collate "C" as value
      from (
        select btrim(piece, E' \\t\\r') as part from string_to_table(translate(answer, E'\\n', '|'), '|') as piece
      ) parts
    ) given
    where value <> ''
  $$`,
  `create function answer_key(answer text) returns text language sql immutable parallel safe as $$
    select case when answer ~ '${COMPOSED}' then array_to_string(answer_values(answer), E'\\n') else answer end
  $$`,
  // Longer numbers than a double can hold would raise an error; they are near nothing but themselves.
  `create function answer_near(a text, b text, tolerance double precision) returns boolean
    language sql immutable strict parallel safe as $$
    select case
      when length(a) <= 300 and length(b) <= 300 and a ~ '${NUMBER}' and b ~ '${NUMBER}'
        then abs(a::double precision - b::double precision) <= tolerance + 1e-9
      else false
    end
  $$`,
  `create function answer_matches_near(
    given text[], accepted text[], rule text, tolerance double precision
  ) returns boolean language sql immutable strict parallel safe as $$
    select case
      when rule = 'overlap' then exists (
        select from unnest(given) a, unnest(accepted) b where a = b or answer_near(a, b, tolerance))
      else given <> '{}' and accepted <> '{}'
        and not exists (select from unnest(given) a where not exists (
          select from unnest(accepted) b where a = b or answer_near(a, b, tolerance)))
        and not exists (select from unnest(accepted) b where not exists (
          select from unnest(given) a where a = b or answer_near(a, b, tolerance)))
    end
  $$`,
  `create function matches_gold(answer text, key text, rule text, tolerance double precision) returns boolean
    language sql immutable parallel safe as $$
    select case
      when tolerance > 0 then answer_matches_near(answer_values(answer), answer_values(key), rule, tolerance)
      when answer !~ '${COMPOSED}' and key !~ '${COMPOSED}' then answer = key and answer <> ''
      when rule = 'overlap' then answer_values(answer) && answer_values(key)
      else answer_values(answer) = answer_values(key) and answer_values(key) <> '{}'
    end
  $$`,
];

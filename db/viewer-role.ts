import { sql } from "kysely";
import type { Db } from "./client";

/**
 * Whom the sessions that serve viewers act as. Row-level security spares superusers and roles with BYPASSRLS, and
 * policies can be dropped by a table's owner; so that none of this depends on who DATABASE_URL names, these sessions
 * step down to a role of the database's own, that owns nothing and may sign in nowhere.
 */
export type Boundary =
  | { readonly kind: "stepped down"; readonly role: string }
  /** Its own role has to do, and can: row-level security is forced upon it. */
  | { readonly kind: "own role" }
  /** No viewer may be served. `mend` says what to do. */
  | { readonly kind: "unbound"; readonly mend: string };

interface Standing {
  readonly own: string;
  /** A superuser, or one with BYPASSRLS. */
  readonly bypasses: boolean;
  readonly creates: boolean;
  readonly role: string;
  readonly exists: boolean;
  readonly isHarmless: boolean;
  /** Whether the connecting role may become it. */
  readonly isOpen: boolean;
  readonly isProvided: boolean;
}

/** Roles belong to a whole server: one for each database, so that owners of one cannot step into another's. */
const ROLE_NAME = sql.raw("left(current_database(), 56) || '_viewer'");

/** As the same name is written in the function `viewer_role()` of the schema. */
async function findStanding(db: Db): Promise<Standing> {
  const { rows } = await sql<Standing>`
    with named as (select ${ROLE_NAME} as role)
    select current_user::text as own, me.rolsuper or me.rolbypassrls as bypasses, me.rolsuper or me.rolcreaterole as creates,
      named.role, viewer.oid is not null as exists,
      coalesce(not (viewer.rolsuper or viewer.rolbypassrls or viewer.rolcanlogin), false) as "isHarmless",
      coalesce(pg_has_role(current_user, viewer.oid,
        case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end), false) as "isOpen",
      coalesce(has_schema_privilege(viewer.oid, current_schema(), 'USAGE')
        and has_any_column_privilege(viewer.oid, to_regclass('annotators'), 'SELECT'), false) as "isProvided"
    from named join pg_roles me on me.rolname = current_user left join pg_roles viewer on viewer.rolname = named.role`.execute(
    db,
  );
  return rows[0]!;
}

/** Whom sessions for viewers act as, as the server stands now. */
export async function findBoundary(db: Db): Promise<Boundary> {
  const found = await findStanding(db);
  if (found.isHarmless && found.isOpen && found.isProvided) return { kind: "stepped down", role: found.role };
  if (!found.bypasses) return { kind: "own role" };
  return { kind: "unbound", mend: mendSentence(found) };
}

function mendSentence({ own, role, exists, isHarmless }: Standing): string {
  const why = `Row-level security does not bind the role ${own}, so nobody is served through it`;
  const name = quoted(role);
  if (exists && !isHarmless) {
    return `${why}. Its stand-in ${role} may sign in or is itself spared: run alter role ${name} nologin nosuperuser nobypassrls, and evenhand migrate.`;
  }
  return `${why}. Name a role in DATABASE_URL that is no superuser and owns the database, or run as a superuser: create role ${name}; grant ${name} to ${quoted(own)}; then evenhand migrate.`;
}

/**
 * Makes the role of viewers where the connecting role may, and gives it what a table's owner left to itself, on tables
 * that row-level security guards and on no other. After every change of the schema; leaves things as they are where
 * the connecting role may not.
 */
export async function provideViewerRole(db: Db): Promise<void> {
  let found = await findStanding(db);
  if (!found.exists && found.creates) await attempt(db, `create role ${quoted(found.role)} nologin`);
  found = await findStanding(db);
  if (found.exists && !found.isOpen) {
    await attempt(db, `grant ${quoted(found.role)} to ${quoted(found.own)}`);
    found = await findStanding(db);
  }
  if (found.isHarmless && found.isOpen) await sql.raw(grants(found.role)).execute(db);
}

/** 42501: the connecting role may not; 42710: another program that starts was faster. */
async function attempt(db: Db, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(db);
  } catch (error) {
    if (!["42501", "42710"].includes((error as { code?: string }).code ?? "")) throw error;
  }
}

const grants = (role: string): string => `do $grants$
  declare
    viewer constant text := ${literal(role)};
    owned record;
  begin
    execute format('grant usage on schema %I to %I', current_schema(), viewer);
    execute format('revoke all on all tables in schema %I from %I', current_schema(), viewer);
    for owned in
      select c.oid::regclass::text as name, string_agg(distinct own.privilege_type, ', ') as may
      from pg_class c cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) own
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and c.relrowsecurity and c.relforcerowsecurity
        and own.grantee = c.relowner and own.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
      group by c.oid
    loop
      execute format('grant %s on table %s to %I', owned.may, owned.name, viewer);
    end loop;
    -- What people have declared of themselves is beside nobody's name: its owner reads it by own_groups().
    execute format('revoke select on annotators from %I', viewer);
    execute (
      select format('grant select (%s) on annotators to %I', string_agg(quote_ident(attname), ', '), viewer)
      from pg_attribute
      where attrelid = 'annotators'::regclass and attnum > 0 and not attisdropped and attname <> 'groups'
    );
  end
$grants$`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

import {
  ADMINISTRATORS,
  ANNOTATORS,
  EVERYBODY,
  MANAGERS,
  PROGRAMME,
  RESEARCHERS,
  type Role,
} from "~/domain/viewer";

/** Nobody has to sign in. */
export const ANYBODY = "anybody";
/** Programs with a token, as the endpoint's definition says; no session opens it. */
export const TOKENS = "tokens";

export interface RouteAccess {
  readonly loads?: readonly Role[] | typeof ANYBODY | typeof TOKENS;
  readonly acts?: readonly Role[] | typeof ANYBODY | typeof TOKENS;
}

/**
 * Whom every route is meant for, by its file's name: the second opinion beside what the route itself says. The tests
 * walk every route as everybody, and hold what is not meant for them to be refused.
 */
export const ROUTE_ACCESS: Readonly<Record<string, RouteAccess>> = {
  "_app.allocation": { loads: PROGRAMME },
  "_app.annotators.$annotatorId._index": { loads: MANAGERS },
  "_app.annotators.$annotatorId.records": { loads: MANAGERS },
  "_app.annotators._index": { loads: MANAGERS, acts: MANAGERS },
  "_app.appeals.$appealId": { loads: MANAGERS, acts: MANAGERS },
  "_app.appeals._index": { loads: MANAGERS },
  "_app.audit._index": { loads: RESEARCHERS },
  "_app.audit.explore": { loads: PROGRAMME },
  "_app.audit.export": { loads: RESEARCHERS },
  "_app.imports.$importId": { loads: MANAGERS, acts: MANAGERS },
  "_app.imports._index": { loads: MANAGERS, acts: MANAGERS },
  "_app.inbox": { loads: EVERYBODY, acts: EVERYBODY },
  "_app.me._index": { loads: ANNOTATORS },
  "_app.me.access-log": { loads: ANNOTATORS },
  "_app.me.appeals.$appealId": { loads: ANNOTATORS, acts: ANNOTATORS },
  "_app.me.appeals._index": { loads: ANNOTATORS, acts: ANNOTATORS },
  "_app.me.data": { loads: ANNOTATORS },
  "_app.me.elsewhere": { loads: ANNOTATORS, acts: ANNOTATORS },
  "_app.me.records": { loads: ANNOTATORS },
  "_app.methodology.$id": { loads: EVERYBODY },
  "_app.methodology._index": { loads: EVERYBODY },
  "_app.methodology.api": { loads: EVERYBODY },
  "_app.overview": { loads: MANAGERS, acts: MANAGERS },
  "_app.patterns.$detector": { loads: PROGRAMME, acts: MANAGERS },
  "_app.patterns._index": { loads: PROGRAMME, acts: MANAGERS },
  "_app.projects.$projectId": { loads: MANAGERS, acts: MANAGERS },
  "_app.quality": { loads: MANAGERS, acts: MANAGERS },
  "_app.settings._index": { loads: EVERYBODY },
  "_app.settings.access-log": { loads: ADMINISTRATORS },
  "_app.settings.account": { loads: EVERYBODY, acts: EVERYBODY },
  "_app.settings.alerts.$ruleId": { loads: MANAGERS, acts: MANAGERS },
  "_app.settings.alerts._index": { loads: MANAGERS, acts: ADMINISTRATORS },
  "_app.settings.floors": { loads: ADMINISTRATORS, acts: ADMINISTRATORS },
  "_app.settings.notifications": { loads: EVERYBODY, acts: EVERYBODY },
  "_app.settings.people": { loads: ADMINISTRATORS, acts: ADMINISTRATORS },
  "_app.settings.preferences": { loads: EVERYBODY, acts: EVERYBODY },
  "_app.settings.thresholds": { loads: MANAGERS, acts: MANAGERS },
  "_app.settings.tokens": { loads: ADMINISTRATORS, acts: ADMINISTRATORS },
  "_app.settings": { loads: EVERYBODY },
  "_app.tiers._index": { loads: MANAGERS },
  "_app.tiers.game": { loads: MANAGERS },
  "_app.tiers.policies.$version": { loads: MANAGERS, acts: MANAGERS },
  "_app.tiers.queue.$day.$annotatorId": { loads: MANAGERS, acts: MANAGERS },
  "_app.tiers.queue._index": { loads: MANAGERS, acts: MANAGERS },
  _app: { loads: EVERYBODY },
  "_app.workload": { loads: PROGRAMME },
  _index: { loads: EVERYBODY },
  "annotators[.csv]": { loads: MANAGERS },
  "api.auth.$": { loads: ANYBODY },
  "api.v1.agreement": { loads: TOKENS },
  "api.v1.audit": { loads: TOKENS, acts: TOKENS },
  "api.v1.imports.$importId": { acts: TOKENS },
  "api.v1.imports._index": { loads: TOKENS, acts: TOKENS },
  "api.v1.me._index": { loads: TOKENS },
  "api.v1.me.report": { loads: TOKENS },
  "api.v1.openapi[.json]": { loads: ANYBODY },
  "api.v1.report.$what": { loads: TOKENS },
  "api.v1.simulate": { acts: TOKENS },
  "audit.export[.zip]": { loads: RESEARCHERS },
  demo: { acts: MANAGERS },
  go: { loads: MANAGERS },
  "imports.preview": { acts: MANAGERS },
  "imports.progress": { loads: MANAGERS },
  "me.data[.json]": { loads: ANNOTATORS },
  "me.data[.zip]": { loads: ANNOTATORS },
  "me.table.$table": { loads: ANNOTATORS },
  "sign-in._index": { loads: ANYBODY, acts: ANYBODY },
  "sign-in.code": { loads: ANYBODY, acts: ANYBODY },
  "sign-in.link": { loads: ANYBODY, acts: ANYBODY },
  "sign-out": { acts: ANYBODY },
  "tiers.leaderboard": { acts: EVERYBODY },
  "tiers.tallies": { loads: MANAGERS },
};

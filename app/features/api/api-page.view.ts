import { ENDPOINTS } from "./endpoints";

/** The endpoints as the documentation lists them. */
export const endpointRows = () =>
  Object.entries(ENDPOINTS).map(([id, { method, path, summary, scope, command, query }]) => ({
    id,
    method: method.toUpperCase(),
    path,
    summary,
    scope,
    command,
    parameters: Object.keys(query.shape),
  }));

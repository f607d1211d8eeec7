import { z } from "zod";
import { ENDPOINTS, type Endpoint, NAMED_SHAPES } from "./endpoints";
import { SCOPES } from "./scopes";

/** Raised when a client could have to change. */
export const API_VERSION = "1.0.0";

type Json = Readonly<Record<string, unknown>>;

interface Answered {
  readonly description: string;
  readonly headers?: Json;
}

const header = (description: string): Json => ({ description, schema: { type: "string" } });
const waiting = { "Retry-After": header("When to try again, in seconds") };

const REFUSALS: Readonly<Record<string, Answered>> = {
  "400": { description: "No address that anything could have" },
  "401": {
    description: "The token is missing, unknown, taken back or expired",
    headers: { "WWW-Authenticate": header("Bearer") },
  },
  "403": { description: "The token, or the account it acts for, may not do this" },
  "404": { description: "There is nothing of that name" },
  "405": {
    description: "It is not asked for in that way",
    headers: { Allow: header("In which ways it is") },
  },
  "421": { description: "The server does not answer to the name that was asked" },
  "422": { description: "What was sent cannot be used; each fault is named" },
  "429": { description: "Too many requests", headers: waiting },
  "500": { description: "A fault of the server's: its log has the id" },
  "503": { description: "The database cannot be reached" },
};

/** Of what is sent with a request. */
const BODY_REFUSALS: Readonly<Record<string, Answered>> = {
  "411": { description: "The request does not say how long it is" },
  "413": { description: "More was sent than is taken" },
};

const CONFLICT: Readonly<Record<string, Answered>> = {
  "409": { description: "It cannot be done as things stand" },
};

const refusalsOf = ({ body, method }: Endpoint) => ({
  ...REFUSALS,
  ...(body === null ? {} : BODY_REFUSALS),
  ...(method === "delete" ? CONFLICT : {}),
});

/** The API as an OpenAPI 3.1 document, made from what answers it. */
export function openApiDocument(version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Evenhand",
      version,
      description:
        "The command line's JSON over HTTP. A measure that does not exist is null with its reason beside it, never 0. " +
        "Shares are 0 to 1, times seconds, money minor units with a currency, instants ISO 8601 UTC. Fields may be added.",
    },
    security: [{ token: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: `An administrator makes tokens at /settings/tokens, each for some of: ${Object.keys(SCOPES).join(", ")}.`,
        },
      },
      schemas: schemas(),
    },
  };
}

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. Shapes stay open: fields may be added. */
function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const shape of NAMED_SHAPES) registry.add(shape, { id: nameOf(shape) });
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: "input" });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]),
  );
}

function paths(): Json {
  const found: Record<string, Record<string, Json>> = {};
  for (const [id, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
    (found[endpoint.path] ??= {})[endpoint.method] = { operationId: id, ...operation(endpoint) };
  }
  return found;
}

function operation(endpoint: Endpoint): Json {
  const { summary, command, scope, path, query, body, status, answer } = endpoint;
  const same = command === null ? [] : [`As \`evenhand ${command}\` prints it.`];
  const needs = scope === null ? [] : [`The token needs \`${scope}\`.`];
  return {
    summary,
    description: [...same, ...needs].join(" "),
    ...(scope === null ? {} : { "x-scope": scope }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body ? { requestBody: requestBody(body) } : {}),
    responses: {
      [status]: {
        description: "Done",
        content: { "application/json": { schema: reference(nameOf(answer)) } },
      },
      ...Object.fromEntries(
        Object.entries(refusalsOf(endpoint)).map(([code, answered]) => [
          code,
          { ...answered, content: { "application/problem+json": { schema: reference("Problem") } } },
        ]),
      ),
    },
  };
}

/** What a policy has to be is told fault by fault when it is not. */
const POLICIES: Json = { oneOf: [{ type: "object" }, { type: "array", items: { type: "object" } }] };

const requestBody = ({ type, description }: NonNullable<Endpoint["body"]>) => ({
  required: true,
  description,
  content: {
    [type]: { schema: type === "application/json" ? POLICIES : { type: "string", format: "binary" } },
  },
});

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "integer" },
  }));

function queryParameters(query: z.ZodObject): readonly Json[] {
  const { properties = {} } = z.toJSONSchema(query, { io: "input" }) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function nameOf(shape: z.ZodType): string {
  const { id } = shape.meta() ?? {};
  if (id === undefined) throw new RangeError("A shape of the API needs a name: .meta({ id: … }).");
  return id;
}

import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { SCOPES, SCOPE_IDS } from "./scopes";

interface Row {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly scope: string | null;
  readonly command: string | null;
  readonly parameters: readonly string[];
}

/** What programs may ask, made from what answers them. */
export function ApiPage({ endpoints }: { readonly endpoints: readonly Row[] }) {
  return (
    <>
      <PageHeader
        title="The API"
        summary="The command line's JSON over HTTP, for programs with a token."
        actions={
          <Link href="/api/v1/openapi.json" className="button" download="evenhand-openapi.json">
            OpenAPI 3.1 file
          </Link>
        }
      />
      <div className="space-y-4">
        <Card title="How to ask">
          <div className="space-y-2 text-sm">
            <p>
              An administrator makes a token under Settings. Send it with every request; what a token may not
              do answers 403, and what its account may not see is not in any answer.
            </p>
            <pre
              className="overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs"
              tabIndex={0}
              role="region"
              aria-label="Examples"
            >
              {EXAMPLES}
            </pre>
            <p>
              A measure that does not exist is null with its reason beside it, never 0. Shares are 0 to 1,
              times seconds, money minor units with a currency, instants ISO 8601 UTC. Refusals are problem
              objects (RFC 9457) with an id that stands in the server&rsquo;s log. A token may ask 120 times a
              minute, and ten times what is computed when asked.
            </p>
          </div>
        </Card>
        <Card title="Endpoints" flush>
          <PlainTable
            label="Endpoints"
            whole
            rows={endpoints}
            rowId={({ id }) => id}
            columns={[
              {
                header: "Address",
                cell: ({ method, path }) => (
                  <code className="whitespace-nowrap font-mono text-xs">
                    {method} {path}
                  </code>
                ),
              },
              { header: "Answers", cell: ({ summary }) => <span className="block min-w-48">{summary}</span> },
              {
                header: "Scope",
                cell: ({ scope }) => (
                  <code className="whitespace-nowrap font-mono text-xs">{scope ?? "any"}</code>
                ),
              },
              {
                header: "Parameters",
                cell: ({ parameters }) => <span className="text-xs">{parameters.join(", ")}</span>,
              },
              {
                header: "Command line",
                cell: ({ command }) =>
                  command === null ? "" : <code className="font-mono text-xs">{command}</code>,
              },
            ]}
          />
        </Card>
        <Card title="Scopes" flush>
          <PlainTable
            label="Scopes"
            whole
            rows={SCOPE_IDS}
            rowId={(scope) => scope}
            columns={[
              { header: "Scope", cell: (scope) => <code className="font-mono text-xs">{scope}</code> },
              { header: "What a token with it may do", cell: (scope) => SCOPES[scope].label },
              { header: "For accounts of", cell: (scope) => SCOPES[scope].roles.join(", ") },
            ]}
          />
        </Card>
      </div>
    </>
  );
}

const EXAMPLES = `curl -H "Authorization: Bearer $TOKEN" $SERVER/api/v1/report/annotators?from=2026-03-01
curl -H "Authorization: Bearer $TOKEN" --data-binary @judgments.csv "$SERVER/api/v1/imports?name=judgments.csv"`;

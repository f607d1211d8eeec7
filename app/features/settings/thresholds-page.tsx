import { ParamsForm } from "~/features/patterns/params-card";
import { PlainTable } from "~/features/quality/plain-table";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { Thresholds } from "./thresholds.server";

export interface ThresholdsPageProps extends Thresholds {
  readonly fault: { readonly detector: string; readonly text: string } | undefined;
}

/** What every detector is asked with, where each number comes from, and who changed it. */
export function ThresholdsPage({ detectors, version, changes, fault }: ThresholdsPageProps) {
  return (
    <>
      <PageHeader
        title="Thresholds"
        summary="The parameters of every detector, with the law, paper or convention that each default comes from. A change is written down and used by the next run, which then carries another version; runs that are kept do not change."
        aside={<Badge tone="outline">{`next run: ${version}`}</Badge>}
      />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_22rem] wide:items-start">
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          {detectors.map((detector) => (
            <details
              key={detector.id}
              className="border-t border-line first:border-t-0"
              open={fault?.detector === detector.id}
            >
              <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-2 px-4 py-2 hover:bg-hover">
                <span className="text-sm font-medium">{detector.title}</span>
                {detector.changed > 0 ? <Badge tone="accent">{`${detector.changed} changed`}</Badge> : null}
                <span className="basis-full text-xs text-muted">{detector.question}</span>
              </summary>
              <div className="max-w-xl px-4 pb-4 pt-1">
                <p className="mb-3 text-xs">
                  <Link href={`/methodology/${detector.id}`}>How it is decided</Link>
                </p>
                <ParamsForm
                  id={detector.id}
                  params={detector.params}
                  fault={fault?.detector === detector.id ? fault.text : undefined}
                />
              </div>
            </details>
          ))}
        </div>
        <Card title="Changes" note="The latest first; entries are never removed." flush>
          {changes.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-muted">Every parameter is at its default.</p>
          ) : (
            <PlainTable
              label="Changes"
              rows={changes}
              rowId={({ at, title }) => `${at} ${title}`}
              columns={[
                {
                  header: "Detector",
                  cell: ({ title, params }) => (
                    <>
                      {title}
                      <span className="block text-xs text-muted">
                        {params.length === 0 ? "back to defaults" : params.join(", ")}
                      </span>
                    </>
                  ),
                },
                {
                  header: "When",
                  cell: ({ at, by }) => (
                    <>
                      <span className="whitespace-nowrap">{formatInstant(at)}</span>
                      <span className="block text-xs text-muted">{by}</span>
                    </>
                  ),
                },
              ]}
            />
          )}
        </Card>
      </div>
    </>
  );
}

import { Form } from "@remix-run/react";
import { Card } from "~/ui/card";
import { PageHeader } from "~/ui/page-header";
import { ClaimCard, ClockText, HistoryCard, RowCard, StateBadge } from "./appeal-parts";
import type { OwnAppeal } from "./appeals.server";
import { OwnRescores } from "./own-rescores";

/** One of one's own appeals: what was contested, how it stands, what was answered. */
export function OwnAppealPage({ appeal, claim, contested, events, rescores }: OwnAppeal) {
  return (
    <>
      <PageHeader
        title={`Appeal against ${appeal.what}`}
        summary={<ClockText appeal={appeal} />}
        aside={<StateBadge appeal={appeal} />}
      />
      <div className="grid grid-cols-1 items-start gap-4 wide:grid-cols-2">
        <ClaimCard claim={claim} filedAt={appeal.filedAt} />
        <RowCard contested={contested} what={appeal.what} />
      </div>
      <div className="mt-4 grid grid-cols-1 gap-4">
        <OwnRescores rescores={rescores} />
        <HistoryCard events={events} />
        {appeal.outcome === null ? (
          <Card title="Take it back" note="Nothing is answered then; the history stays.">
            <Form method="post">
              <button type="submit" name="intent" value="withdraw" className="button">
                Take the appeal back
              </button>
            </Form>
          </Card>
        ) : null}
      </div>
    </>
  );
}

import type { ReactNode } from "react";
import { PageHeader } from "~/ui/page-header";
import { TabLinks } from "~/ui/tab-links";

export interface TiersHeadProps {
  readonly current: "/tiers" | "/tiers/queue" | "/tiers/game";
  /** Changes that wait for a person. */
  readonly waiting: number;
  readonly summary: string;
  readonly actions?: ReactNode;
}

/** The head of the screens about tiers. */
export const TiersHead = ({ current, waiting, summary, actions }: TiersHeadProps) => (
  <PageHeader
    title="Tiers"
    summary={summary}
    actions={actions}
    tabs={
      <TabLinks
        label="Tiers"
        current={current}
        tabs={[
          { href: "/tiers", label: "Movement" },
          { href: "/tiers/queue", label: "Waiting for a decision", count: waiting },
          { href: "/tiers/game", label: "Streaks, targets, leaderboard" },
        ]}
      />
    }
  />
);

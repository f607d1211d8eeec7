import type { Outcome, Severity, SourceKind } from "~/domain/finding";
import { Badge, type BadgeTone } from "~/ui/badge";

const TONES: Readonly<Record<Outcome, BadgeTone>> = {
  flagged: "caution",
  inconclusive: "accent",
  clear: "plain",
  insufficient: "outline",
};

/** The outcome first, and how grave where it was flagged. "Clear" wears no green: it does not say fair. */
export function OutcomeBadge({
  outcome,
  severity,
}: {
  readonly outcome: Outcome;
  readonly severity: Severity | null;
}) {
  return <Badge tone={TONES[outcome]}>{severity ? `${outcome}, ${severity}` : outcome}</Badge>;
}

const KINDS: Readonly<Record<SourceKind, string>> = { law: "law", paper: "paper", convention: "convention" };

/** Where a threshold comes from. */
export const SourceBadge = ({ kind }: { readonly kind: SourceKind }) => (
  <Badge tone={kind === "law" ? "accent" : "outline"}>{KINDS[kind]}</Badge>
);

/** What people decided about a finding, in the order of its life. */
export const STATUSES = ["new", "acknowledged", "being_mended", "mended", "disputed"] as const;
export type Status = (typeof STATUSES)[number];

export const statusLabel = (status: string): string => status.replaceAll("_", " ");

export const StatusBadge = ({ status }: { readonly status: Status }) => (
  <Badge tone={status === "mended" ? "positive" : status === "new" ? "outline" : "plain"}>
    {statusLabel(status)}
  </Badge>
);

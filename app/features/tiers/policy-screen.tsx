import type { PolicyChange } from "~/tiers/policy-diff";
import type { PolicyNote } from "~/tiers/policy-note";
import { Badge, type BadgeTone } from "~/ui/badge";
import { Card } from "~/ui/card";
import { formatInstant } from "~/ui/format";
import { Icon } from "~/ui/icon";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { loadPolicyPage } from "./policy-page.server";
import { PolicyWorkbench } from "./policy-workbench";

export type PolicyPageProps = NonNullable<Awaited<ReturnType<typeof loadPolicyPage>>> & {
  readonly refused: readonly PolicyNote[];
};

/** One version in words and in what it changed; below, a draft that starts from it. */
export function PolicyScreen(props: PolicyPageProps) {
  const { version, versions, start, recorded, shipped, nextVersion, refused } = props;
  return (
    <>
      <PageHeader
        title={version === null ? "A new policy version" : `Version ${version.number}: ${version.name}`}
        summary={
          version === null
            ? "Try a rule on what has happened before it happens to people."
            : "What it says, what it changed, and a draft that starts from it."
        }
        actions={<VersionLinks versions={versions} current={version?.number ?? null} />}
      />
      <div className="grid grid-cols-1 gap-4">
        {version === null ? null : (
          <div className="grid items-start gap-4 wide:grid-cols-2">
            <WordsCard {...props} version={version} />
            <DiffCard previous={version.previous} changes={version.changes} />
          </div>
        )}
        <h2 className="mt-2 text-lg font-semibold">
          {version === null ? "Draft" : `A draft that starts from version ${version.number}`}
        </h2>
        <PolicyWorkbench
          key={`${version?.number ?? "draft"} ${nextVersion}`}
          {...{ start, recorded, shipped }}
          publishing={{ nextVersion, refused }}
        />
      </div>
    </>
  );
}

function VersionLinks({
  versions,
  current,
}: {
  readonly versions: PolicyPageProps["versions"];
  readonly current: number | null;
}) {
  return (
    <nav aria-label="Versions" className="flex flex-wrap gap-1">
      {versions.map(({ version }) => (
        <Link
          key={version}
          href={`/tiers/policies/${version}`}
          className="button aria-[current=page]:border-accent aria-[current=page]:text-accent"
          aria-current={version === current ? "page" : undefined}
          aria-label={`Version ${version}`}
        >
          {version}
        </Link>
      ))}
    </nav>
  );
}

function WordsCard({
  version,
  publication,
}: PolicyPageProps & { readonly version: NonNullable<PolicyPageProps["version"]> }) {
  const known = publication?.warnings ?? version.warnings;
  return (
    <Card
      title="In words"
      note={
        publication === null
          ? "It came with an import."
          : `Published here by ${publication.publishedBy} on ${formatInstant(publication.publishedAt)} UTC.`
      }
    >
      <ul className="max-w-[68ch] list-disc space-y-1.5 pl-4 text-sm">
        {version.words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {known.map((sentence) => (
        <p key={sentence} className="mt-2 flex gap-2 text-sm">
          <Icon name="caution" size={14} className="mt-1 shrink-0 text-caution" />
          {sentence}
        </p>
      ))}
    </Card>
  );
}

const KIND: Readonly<Record<PolicyChange["kind"], BadgeTone>> = {
  tightened: "caution",
  loosened: "positive",
  added: "plain",
  removed: "plain",
  changed: "plain",
};

const DiffCard = ({
  previous,
  changes,
}: {
  readonly previous: number | null;
  readonly changes: readonly PolicyChange[];
}) => (
  <Card title={previous === null ? "What it changed" : `What it changed from version ${previous}`}>
    {changes.length === 0 ? (
      <p className="text-sm text-faint">
        {previous === null ? "It is the first version of its scope." : "Nothing but its dates."}
      </p>
    ) : (
      <ul className="space-y-2 text-sm">
        {changes.map(({ kind, sentence }) => (
          <li key={sentence} className="flex items-baseline gap-2">
            <Badge tone={KIND[kind]}>{kind}</Badge>
            <span className="min-w-0">{sentence}</span>
          </li>
        ))}
      </ul>
    )}
  </Card>
);

import type { KeptItem } from "~/features/agreement/kept";
import { Card } from "~/ui/card";
import { formatCount, formatPercent } from "~/ui/format";
import { LongTable } from "./long-table";
import type { PlainColumn } from "./plain-table";
import type { ProjectScreenProps } from "./project-screen";

const ITEM: PlainColumn<KeptItem> = {
  header: "Item",
  cell: ({ item }) => (
    <span className="block max-w-40 truncate" title={item}>
      {item}
    </span>
  ),
};

const VOTES: PlainColumn<KeptItem> = {
  header: "Answers",
  cell: ({ votes, judgments }) => {
    const rest = judgments - votes.reduce((sum, { count }) => sum + count, 0);
    const text = votes.map(({ answer, count }) => `${answer} ×${count}`).join(", ");
    return (
      <span className="line-clamp-2 min-w-32" title={text}>
        {rest > 0 ? `${text} and ${rest} more` : text}
      </span>
    );
  },
};

const KEY: PlainColumn<KeptItem> = {
  header: "Key",
  cell: ({ key }) => (key === null ? <span className="text-faint">no key</span> : <Clipped text={key} />),
};

const Clipped = ({ text }: { readonly text: string }) => (
  <span className="line-clamp-2" title={text}>
    {text}
  </span>
);

const HARDEST: readonly PlainColumn<KeptItem>[] = [
  ITEM,
  VOTES,
  {
    header: "Dawid-Skene",
    cell: ({ dawidSkene, posterior }) =>
      dawidSkene === null ? (
        ""
      ) : (
        <>
          <Clipped text={dawidSkene} />
          {posterior === null ? null : (
            <span className="text-2xs text-faint">{formatPercent(posterior)}</span>
          )}
        </>
      ),
  },
  KEY,
];

/** The items people agree on least. */
export function HardestItems({ agreement, models, project, search }: ProjectScreenProps) {
  if (!agreement) return null;
  const byGlad = models.some(({ method, model }) => method === "glad" && model.reason === null);
  return (
    <Card
      title="Hardest items"
      note={
        byGlad
          ? "By GLAD's difficulty: items that even able annotators answer differently. Hard is not wrong; see the guideline first."
          : "By the share of the commonest answer."
      }
      flush
    >
      {agreement.hardest.of === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">{`Nothing to list: ${agreement.agreement.nominal.reason ?? "no item has two judgments"}.`}</p>
      ) : (
        <LongTable
          list="hardest"
          label="Hardest items"
          project={project}
          search={search}
          columns={HARDEST}
          rows={agreement.hardest}
          which="the hardest"
          rowId={({ item }) => item}
        />
      )}
    </Card>
  );
}

const CHANGED: readonly PlainColumn<KeptItem>[] = [
  ITEM,
  VOTES,
  {
    header: "Majority",
    cell: ({ majority, tied }) => (
      <>
        <Clipped text={majority ?? ""} />
        {tied ? <span className="text-2xs text-faint">tie</span> : null}
      </>
    ),
  },
  ...HARDEST.slice(2),
];

/** What weighing annotators by their errors changed against counting votes. */
export function AggregationChanges({ models, project, search }: ProjectScreenProps) {
  const model = models.find(({ method }) => method === "dawid_skene")?.model;
  const changes = model?.changes;
  return (
    <Card
      title="What the aggregation changed"
      note={
        changes
          ? `Dawid-Skene answers ${formatCount(changes.changed)} of ${formatCount(changes.items)} items otherwise than the majority, ${formatCount(changes.tied)} of them where votes tied. ${changes.withKey > 0 ? `Of the ${formatCount(changes.withKey)} with a key, the majority is right on ${formatCount(changes.majorityRight)}, Dawid-Skene on ${formatCount(changes.dawidSkeneRight)}.` : "None of them has a key to tell who is right."}`
          : undefined
      }
      flush
    >
      {!changes ? (
        <p className="px-4 pb-4 text-sm text-faint">{`Dawid-Skene says nothing here: ${model?.reason ?? "not computed"}.`}</p>
      ) : changes.listed.of === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">Nothing: both answer every item alike.</p>
      ) : (
        <LongTable
          list="changed"
          label="What the aggregation changed"
          project={project}
          search={search}
          columns={CHANGED}
          rows={changes.listed}
          outOf={changes.changed}
          rowId={({ item }) => item}
        />
      )}
    </Card>
  );
}

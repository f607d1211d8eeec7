import { Card } from "~/ui/card";
import { formatDate } from "~/ui/format";
import { flipWords, GoldShare, type RescoredPerson } from "./rescore-table";

export interface OwnRescore extends Omit<RescoredPerson, "name"> {
  readonly item: string | null;
  readonly project: string | null;
  readonly at: string;
}

/** What retired keys did to one's own gold, whoever contested them. */
export function OwnRescores({ rescores }: { readonly rescores: readonly OwnRescore[] }) {
  if (rescores.length === 0) return null;
  return (
    <Card
      title="Scored anew"
      note="Keys that you answered and that have been retired since, whoever contested them."
    >
      <ol className="grid gap-2 text-sm">
        {rescores.map((one) => (
          <li
            key={`${one.item ?? ""} ${one.at}`}
            className="border-t border-line pt-2 first:border-t-0 first:pt-0"
          >
            <span className="font-medium">{`${one.item ?? "A key"}${one.project === null ? "" : ` in ${one.project}`}`}</span>
            <span className="text-muted">{`, retired ${formatDate(one.at)}: `}</span>
            <GoldShare correct={one.correctBefore} total={one.totalBefore} />
            <span className="text-muted">{" before, "}</span>
            <GoldShare correct={one.correctAfter} total={one.totalAfter} />
            <span className="text-muted">{" since."}</span>
            {one.flips.map((flip) => (
              <span key={flip.at ?? "now"} className="block text-xs text-muted">
                {`By the rules: ${flipWords(flip)}.`}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}

import { Card } from "~/ui/card";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import type { Entry, EntryParam } from "./methodology";

const PARTS = [
  { kind: "metric", title: "Measures", note: "What each number counts, over what, and when there is none." },
  {
    kind: "detector",
    title: "Detectors",
    note: "What the audit asks of the records, when it flags, and what else could explain a flag.",
  },
  {
    kind: "importer",
    title: "Importers",
    note: "What is read from each source, and what the source does not say.",
  },
] as const;

export interface MethodologyProps {
  readonly entries: readonly Entry[];
  readonly definitionsVersion: string;
}

/** Every definition in one list. */
export function Methodology({ entries, definitionsVersion }: MethodologyProps) {
  return (
    <>
      <PageHeader
        title="Methodology"
        summary={`How every number is made, from the definitions the program runs on (version ${definitionsVersion}).`}
      />
      <div className="grid gap-4">
        {PARTS.map(({ kind, title, note }) => (
          <Card key={kind} title={title} note={note}>
            <ul className="grid gap-x-8 gap-y-3 wide:grid-cols-2">
              {entries
                .filter((entry) => entry.kind === kind)
                .map(({ id, label, summary }) => (
                  <li key={id} className="min-w-0 border-t border-line pt-2">
                    <Link href={`/methodology/${id}`} className="font-medium">
                      {label}
                    </Link>
                    <p className="text-sm text-muted">{summary}</p>
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  );
}

export interface DefinitionProps {
  readonly entry: Entry;
  /** Parameters that were changed from their defaults. */
  readonly settings: Readonly<Record<string, number>>;
}

/** One definition, whole. */
export function Definition({ entry, settings }: DefinitionProps) {
  return (
    <>
      <PageHeader title={entry.label} summary={entry.summary} />
      <Card>
        <dl className="grid gap-x-6 gap-y-2 text-sm wide:grid-cols-[10rem_1fr]">
          {entry.facts.map(({ name, text }) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="max-w-[72ch]">{text}</dd>
            </div>
          ))}
          <List name="What else could explain it" items={entry.innocent} />
          <List name="Read it with care" items={entry.caveats} />
          <List
            name="Parameters now"
            items={entry.params.map((param) => parameterText(param, settings[param.name]))}
          />
          <List name="Sources" items={entry.sources} />
        </dl>
      </Card>
    </>
  );
}

function parameterText(param: EntryParam, changed: number | undefined): string {
  const now = changed ?? param.default;
  const origin = now === param.default ? param.source : `changed from ${param.default}; ${param.source}`;
  return `${param.label}: ${now} ${param.unit} (${origin})`;
}

function List({ name, items }: { readonly name: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd>
        <ul className="grid max-w-[72ch] list-disc gap-1 pl-4">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

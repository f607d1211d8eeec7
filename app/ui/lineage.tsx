import { useState, type ReactNode } from "react";
import { DefinitionList, type Definition } from "./definition-list";
import { Dialog } from "./dialog";
import { Link } from "./link";

export interface LineageFacts {
  /** What the number is: "Gold accuracy". */
  readonly name: string;
  readonly definition: string;
  readonly formula?: string;
  /** "21 Feb to 20 Mar 2026, UTC" */
  readonly window: string;
  /** "50 gold judgments of 3 projects" */
  readonly rows: string;
  /** "active time, idle over 60 s left out" */
  readonly clock?: string;
  readonly version: string;
  readonly sources?: readonly string[];
  readonly caveats?: readonly string[];
  readonly rowsHref?: string;
  readonly methodHref?: string;
}

export interface LineageProps {
  readonly facts: LineageFacts;
  /** The number itself. */
  readonly children: ReactNode;
}

/** A number that opens what it is made of: definition, window, rows, version. Both sides see the same. */
export function Lineage({ facts, children }: LineageProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title="How this number is made"
        className="quiet-link min-w-0 max-w-full text-left"
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      <Dialog side open={open} onClose={() => setOpen(false)} title={facts.name}>
        {open ? <LineageBody facts={facts} /> : null}
      </Dialog>
    </>
  );
}

/** The same facts in the page, for a number's own screen. */
export function LineageBody({ facts }: { readonly facts: LineageFacts }) {
  const items: Definition[] = [
    { term: "Definition", value: facts.definition },
    ...(facts.formula ? [{ term: "Formula", value: facts.formula }] : []),
    ...(facts.clock ? [{ term: "Clock", value: facts.clock }] : []),
    { term: "Window", value: facts.window },
    {
      term: "Rows",
      value: facts.rowsHref ? <LinkTo href={facts.rowsHref}>{facts.rows}</LinkTo> : facts.rows,
    },
    { term: "Version", value: facts.version },
    ...(facts.sources?.length ? [{ term: "Sources", value: <Lines lines={facts.sources} /> }] : []),
    ...(facts.caveats?.length ? [{ term: "Bear in mind", value: <Lines lines={facts.caveats} /> }] : []),
  ];
  return (
    <>
      <DefinitionList items={items} />
      {facts.methodHref ? (
        <p className="mt-3">
          <LinkTo href={facts.methodHref}>The whole method</LinkTo>
        </p>
      ) : null}
    </>
  );
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul className="space-y-1">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const LinkTo = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <Link href={href} className="prose-link">
    {children}
  </Link>
);

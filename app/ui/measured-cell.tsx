import type { ReactNode } from "react";
import type { Told } from "~/domain/measured";
import { conventions } from "./conventions";
import type { Unit } from "./format";
import { Link } from "./link";
import { measuredParts } from "./measured";
import { meterOf } from "./meter";
import { type NumberDefinition, useNumberOpener } from "./number-opener";

export interface MeasuredCellProps {
  readonly measured: Told;
  readonly unit: Unit;
  /** Ends of the drawn track; without them only shares and ratios are drawn. */
  readonly domain?: readonly [number, number] | undefined;
  /** Which clock a time was taken with: "active", "accept to submit". Shown, never implied. */
  readonly clock?: string | undefined;
  /** A bar, floor or target drawn as a tick. */
  readonly reference?: { readonly value: number; readonly label: string } | undefined;
  /** Where the number's definition is; makes the number a link, which in the product opens window, rows and version too. */
  readonly lineageHref?: string;
  /** What the number is, where the methodology has no page for it. */
  readonly definition?: NumberDefinition;
  /** What the number is, for the link's accessible name: "Gold accuracy of A1". */
  readonly name?: string;
  /** `cell` stacks figure and drawing; `line` is text alone; `large` is for the head of a card. */
  readonly layout?: "cell" | "line" | "large";
  readonly locale?: string;
}

/** A number with its interval, n and clock in one small drawing, or the reason why there is none. */
export function MeasuredCell(props: MeasuredCellProps) {
  const { measured, unit, layout = "cell", locale = conventions().locale } = props;
  const parts = measuredParts(measured, unit, locale);
  const number = (
    <Lineage {...props} parts={parts}>
      {layout === "cell" ? inCell(parts, props.clock) : inText(parts, props.clock, layout)}
    </Lineage>
  );
  if (layout === "line") return <span className="inline">{number}</span>;
  const { className, style, tick } = meterOf(props);
  return (
    <span className={`min-w-0 leading-tight ${className}`} style={style}>
      {number}
      {tick}
    </span>
  );
}

type Parts = ReturnType<typeof measuredParts>;
type LineageProps = MeasuredCellProps & { readonly parts: Parts; readonly children: ReactNode };

function Lineage(props: LineageProps) {
  const open = useNumberOpener();
  const { parts, measured, lineageHref, definition, name, clock = null, layout = "cell" } = props;
  const text = parts.value === null ? parts.rest : `${parts.value} (${parts.rest})`;
  const title = clock ? `${text}, ${clock} clock` : text;
  const className = blockClass(layout);
  if (!lineageHref && (open === null || !definition)) {
    return (
      <span className={className} title={title}>
        {props.children}
      </span>
    );
  }
  // The words in the order in which they are seen, so that who speaks what they see hits the number.
  const spoken = clock && parts.value !== null ? `${parts.value} ${clock} (${parts.rest})` : title;
  const label = `${name ? `${name}: ` : ""}${spoken}. How this number is made`;
  const made = lineageHref ?? definition;
  const show = () => {
    const n = measured.kind === "unmeasured" ? null : measured.n;
    if (made !== undefined) open?.({ name: name ?? "This number", text: title, n, clock, made });
  };
  if (!lineageHref) {
    return (
      <button
        type="button"
        aria-haspopup="dialog"
        className={`quiet-link max-w-full text-left text-inherit ${className}`}
        aria-label={label}
        title={title}
        onClick={show}
      >
        {props.children}
      </button>
    );
  }
  const attributes = { className: `quiet-link text-inherit ${className}`, "aria-label": label, title };
  if (open === null) {
    return (
      <Link href={lineageHref} {...attributes}>
        {props.children}
      </Link>
    );
  }
  return (
    // Opened here or, with a key held, in a window of its own: the router's link would cost as much as all the rest.
    <a
      href={lineageHref}
      {...attributes}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show();
      }}
    >
      {props.children}
    </a>
  );
}

/** In a row of a table the line is cut rather than wrapped: rows keep one height, the title has it whole. */
const blockClass = (layout: NonNullable<MeasuredCellProps["layout"]>): string =>
  layout === "line" ? "" : layout === "large" ? "block" : "block truncate font-medium";

/** Two pieces of text at most: a cut line would lose a third whole, with the bracket's end. */
function inCell({ value, rest }: Parts, clock: string | undefined): ReactNode {
  const small = "text-2xs font-normal text-faint";
  if (value === null) return <span className={small}>{rest}</span>;
  return (
    <>
      {value}
      <span className={small}>{`${clock ? ` ${clock}` : ""} (${rest})`}</span>
    </>
  );
}

function inText({ value, rest }: Parts, clock: string | undefined, layout: "line" | "large"): ReactNode {
  const small = layout === "large" ? "text-sm" : "text-2xs";
  if (value === null) return <span className={`text-faint ${small}`}>{rest}</span>;
  const n = rest.lastIndexOf("n = ");
  return (
    <>
      <span className={layout === "large" ? "text-2xl font-semibold tracking-tight" : "font-medium"}>
        {value}
      </span>
      <span className={`text-faint ${layout === "large" ? "ml-1" : ""} ${small}`}>
        {`${clock ? ` ${clock}` : ""} (${rest.slice(0, n)}`}
        <span className="whitespace-nowrap">{`${rest.slice(n)})`}</span>
      </span>
    </>
  );
}

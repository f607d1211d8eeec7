import type { ReactNode } from "react";
import type { Measured } from "~/domain/measured";
import { formatCount, formatInterval, formatValue, type Unit } from "./format";
import { conventions } from "./conventions";
import { Link } from "./link";
import { hasInterval, measuredText } from "./measured";
import { Meter } from "./meter";
import { type NumberDefinition, useNumberOpener } from "./number-opener";

export interface MeasuredCellProps {
  readonly measured: Measured;
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
  const figures = <Figures {...props} layout={layout} locale={locale} />;
  return (
    <span
      className={layout === "line" ? "inline" : "block min-w-0 leading-tight"}
      data-measured={measured.kind}
    >
      <Lineage {...props} text={measuredText(measured, unit, locale)}>
        {figures}
      </Lineage>
      {layout === "line" ? null : (
        <Meter
          measured={measured}
          unit={unit}
          {...(props.domain ? { domain: props.domain } : {})}
          {...(props.reference ? { reference: props.reference } : {})}
        />
      )}
    </span>
  );
}

function Lineage(props: MeasuredCellProps & { readonly text: string; readonly children: ReactNode }) {
  const open = useNumberOpener();
  const { text, measured, lineageHref, definition, name, clock = null } = props;
  const title = clock ? `${text}, ${clock} clock` : text;
  const spoken = clock && measured.kind === "measured" ? withClock(props, clock) : title;
  const label = `${name ? `${name}: ` : ""}${spoken}. How this number is made`;
  const made = lineageHref ?? definition;
  const show = () => {
    const n = measured.kind === "unmeasured" ? null : measured.n;
    if (made !== undefined) open?.({ name: name ?? "This number", text: title, n, clock, made });
  };
  if (open !== null && definition && !lineageHref) {
    return (
      <button
        type="button"
        aria-haspopup="dialog"
        className={`quiet-link max-w-full text-left text-inherit ${blockClass(props.layout)}`}
        aria-label={label}
        title={title}
        onClick={show}
      >
        {props.children}
      </button>
    );
  }
  if (!lineageHref) {
    return (
      <span className={blockClass(props.layout)} title={title}>
        {props.children}
      </span>
    );
  }
  return (
    <Link
      href={lineageHref}
      onClick={(event) => {
        if (open === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show();
      }}
      className={`quiet-link text-inherit ${blockClass(props.layout)}`}
      aria-label={label}
      title={title}
    >
      {props.children}
    </Link>
  );
}

/** The words in the order in which they are seen, so that who speaks what they see hits the number. */
function withClock(
  { measured, unit, locale = conventions().locale }: MeasuredCellProps,
  clock: string,
): string {
  const value = measured.kind === "measured" ? formatValue(measured.value, unit, locale) : "";
  return `${value} ${clock}${measuredText(measured, unit, locale).slice(value.length)}`;
}

/** In a row of a table the line is cut rather than wrapped: rows keep one height, the title has it whole. */
const blockClass = (layout: MeasuredCellProps["layout"]): string =>
  layout === "line" ? "" : layout === "large" ? "block" : "block truncate";

type FiguresProps = MeasuredCellProps & { readonly locale: string };

function Figures({ measured, unit, clock, layout, locale }: FiguresProps) {
  const small = layout === "large" ? "text-sm" : "text-2xs";
  if (measured.kind === "unmeasured") {
    return <span className={`text-faint ${small}`}>{`unmeasured: ${measured.reason}`}</span>;
  }
  if (measured.kind === "insufficient") {
    return <span className={`text-faint ${small}`}>{measuredText(measured, unit, locale)}</span>;
  }
  const inside = hasInterval(measured)
    ? `${formatInterval(measured.low, measured.high, unit, locale)}, `
    : "";
  const n = `n = ${formatCount(measured.n, locale)}`;
  return (
    <>
      <span className={layout === "large" ? "text-2xl font-semibold tracking-tight" : "font-medium"}>
        {formatValue(measured.value, unit, locale)}
      </span>
      <span className={`text-faint ${layout === "large" ? "ml-1" : ""} ${small}`}>
        {clock ? ` ${clock}` : null}
        {layout === "cell" ? (
          // One piece of text: a cut line would lose a second piece whole, with the bracket's end.
          ` (${inside}${n})`
        ) : (
          <>
            {` (${inside}`}
            <span className="whitespace-nowrap">{`${n})`}</span>
          </>
        )}
      </span>
    </>
  );
}

import { formatCount } from "./format";
import { GetForm, Link } from "./link";
import { hrefWith } from "./query";
import { PAGE_SIZES } from "./table-state";

export interface PagerProps {
  readonly path: string;
  readonly query: URLSearchParams | string;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** What is counted: "annotators". */
  readonly noun: string;
  readonly sizes?: readonly number[];
}

/** Where in the list the page is, with links to its neighbours and the number of rows a page. */
export function Pager({ path, query, page, size, total, noun, sizes = PAGE_SIZES }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / size));
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  const to = Math.min(total, page * size);
  const at = (target: number) => hrefWith(path, query, { page: target === 1 ? null : target });
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 text-xs text-muted"
      data-print="hide"
    >
      <p>{`${formatCount(from)}–${formatCount(to)} of ${formatCount(total)} ${noun}`}</p>
      <div className="flex flex-wrap items-center gap-1">
        <GetForm
          action={path}
          keep={query}
          sets={["size"]}
          submitOnChange
          className="mr-2 flex items-center gap-1.5"
        >
          <label className="flex items-center gap-1.5">
            Rows
            <select name="size" defaultValue={size} key={size} className="field h-7 py-0 text-xs">
              {sizes.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          <noscript>
            <button type="submit" className="button-quiet h-7 text-xs">
              Show
            </button>
          </noscript>
        </GetForm>
        <Step far label="First" href={at(1)} disabled={page <= 1} />
        <Step label="Previous" href={at(page - 1)} disabled={page <= 1} />
        <span className="px-1.5">{`${formatCount(page)} of ${formatCount(pages)}`}</span>
        <Step label="Next" href={at(page + 1)} disabled={page >= pages} />
        <Step far label="Last" href={at(pages)} disabled={page >= pages} />
      </div>
    </nav>
  );
}

interface StepProps {
  readonly label: string;
  readonly href: string;
  readonly disabled: boolean;
  /** Steps aside on a narrow screen. */
  readonly far?: boolean;
}

function Step({ label, href, disabled, far = false }: StepProps) {
  const look = `button-quiet h-7 text-xs ${far ? "max-narrow:hidden" : ""}`;
  if (disabled) {
    return (
      <span className={`${look} opacity-45`} aria-disabled="true">
        {label}
      </span>
    );
  }
  return (
    <Link href={href} keepScroll className={look}>
      {label}
    </Link>
  );
}

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly share: number | null;
  /** What is written beside it: "4,120 of 8,000 rows". */
  readonly text?: string;
  /** Show the label above the bar rather than only to screen readers. */
  readonly labelled?: boolean;
}

/** How far something has come. */
export function ProgressBar({ label, share, text, labelled = false }: ProgressBarProps) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div>
      {labelled || text ? (
        <div className="mb-1 flex justify-between gap-3 text-xs text-muted">
          <span>{labelled ? label : null}</span>
          <span>{text}</span>
        </div>
      ) : null}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { "aria-valuenow": percent })}
        {...(text ? { "aria-valuetext": text } : {})}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full rounded-full bg-accent ${percent === null ? "w-1/3 animate-pulse" : "transition-[width] duration-300"}`}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}

import { formatCount } from "./format";
import { useNumberOpener } from "./number-opener";

export interface CountProps {
  readonly value: number;
  /** What was counted: "Judgments of A1". */
  readonly name: string;
  /** What counts, in a sentence. */
  readonly definition: string;
}

/** A count that opens what was counted, over which window and by which version. */
export function Count({ value, name, definition }: CountProps) {
  const open = useNumberOpener();
  const text = formatCount(value);
  if (open === null) return <>{text}</>;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="quiet-link text-inherit"
      aria-label={`${name}: ${text}. How this number is made`}
      onClick={() => open({ name, text, n: value, clock: null, made: { text: definition, sources: [] } })}
    >
      {text}
    </button>
  );
}

import { useToast } from "./toast";

export interface CopyTextProps {
  readonly text: string;
  /** The button's accessible name. */
  readonly label: string;
}

/** A command or a link to take along: selectable text, and a button that copies it. */
export function CopyText({ text, label }: CopyTextProps) {
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast("Copied."),
      () => toast({ message: "This browser does not let pages copy: select the text.", tone: "caution" }),
    );
  return (
    <div className="grid gap-2">
      <code
        className="block max-w-full overflow-x-auto whitespace-pre-wrap break-words rounded-md bg-sunken p-2 font-mono text-xs"
        tabIndex={0}
      >
        {text}
      </code>
      <div>
        <button type="button" className="button" aria-label={label} onClick={() => void copy()}>
          Copy
        </button>
      </div>
    </div>
  );
}

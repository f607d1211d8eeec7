import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Icon, type IconName } from "./icon";

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Small text at the right: "Screen", "Annotator". */
  readonly kind?: string;
  readonly icon?: IconName;
  /** Other words that should find it. */
  readonly words?: string;
  readonly href: string;
}

export interface CommandPaletteProps {
  readonly commands: readonly Command[];
  readonly onGo: (href: string) => void;
  /** Asked as the text changes, for what only the server can find; the answer comes back through `commands`. */
  readonly onSearch?: (text: string) => void;
  /** What can be found. */
  readonly placeholder?: string;
  /** Where the button leads before scripts run. */
  readonly fallbackHref: string;
}

const MOST = 12;

/** Go anywhere by name: Ctrl or Command and K, arrows, Enter. */
export function CommandPalette({
  commands,
  onGo,
  onSearch,
  placeholder = "Go to a screen",
  fallbackHref,
}: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useMemo(() => findCommands(commands, text).slice(0, MOST), [commands, text]);
  useEffect(() => {
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);
  const go = (command: Command | undefined) => {
    if (!command) return;
    dialog.current?.close();
    onGo(command.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(found[at]);
    }
  };
  return (
    <>
      <PaletteButton href={fallbackHref} onOpen={() => dialog.current?.showModal()} />
      <dialog
        ref={dialog}
        aria-label="Go to"
        onClose={() => {
          setText("");
          setAt(0);
          onSearch?.("");
        }}
        onClick={(event) => {
          if (event.target === dialog.current) dialog.current.close();
        }}
        className="mt-[12dvh] w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink shadow-overlay backdrop:bg-neutral-950/40"
      >
        <div className="flex items-center gap-2 border-b border-line px-3">
          <Icon name="search" className="text-faint" />
          <input
            type="text"
            role="combobox"
            aria-label="Go to"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
            autoComplete="off"
            placeholder={placeholder}
            className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
              onSearch?.(event.target.value);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd className="text-2xs text-faint">Esc</kbd>
        </div>
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label="Matches"
          className="max-h-[50dvh] overflow-y-auto p-1"
        >
          {found.map((command, index) => (
            <li
              key={command.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm aria-selected:bg-accent-soft aria-selected:text-accent"
              onMouseMove={() => setAt(index)}
              onClick={() => go(command)}
            >
              {command.icon ? <Icon name={command.icon} /> : <span className="w-4" />}
              <span className="min-w-0 flex-1 truncate">{command.label}</span>
              {command.kind ? <span className="text-xs text-faint">{command.kind}</span> : null}
            </li>
          ))}
        </ul>
        {found.length === 0 ? <p className="px-4 pb-4 text-sm text-faint">Nothing by that name.</p> : null}
      </dialog>
    </>
  );
}

function PaletteButton({ href, onOpen }: { readonly href: string; readonly onOpen: () => void }) {
  return (
    <a
      href={href}
      className="button text-faint"
      onClick={(event) => {
        event.preventDefault();
        onOpen();
      }}
    >
      <Icon name="search" size={14} />
      <span className="max-narrow:sr-only">Go to</span>
      <kbd className="rounded-sm border border-line px-1 text-2xs max-narrow:hidden">Ctrl K</kbd>
    </a>
  );
}

/** Every word of the text must occur; matches at the start of the label come first. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const score = (command: Command) => {
    const label = command.label.toLowerCase();
    const all = `${label} ${command.words?.toLowerCase() ?? ""} ${command.kind?.toLowerCase() ?? ""}`;
    if (!words.every((word) => all.includes(word))) return undefined;
    const first = words[0] ?? "";
    return label.startsWith(first) ? 0 : label.includes(` ${first}`) ? 1 : 2;
  };
  return commands
    .flatMap((command) => {
      const rank = score(command);
      return rank === undefined ? [] : [{ command, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

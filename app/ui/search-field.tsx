import { useEffect, useRef } from "react";
import { Icon } from "./icon";

export interface SearchFieldProps {
  readonly name: string;
  readonly label: string;
  readonly defaultValue: string;
  readonly placeholder?: string;
}

const PAUSE_MS = 250;

/** A search box inside a `GetForm`: asks again by itself after a pause in typing, on Enter before scripts run. */
export function SearchField({ name, label, defaultValue, placeholder }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const element = input.current;
    // Follows the address (back, a cleared filter), but not while somebody is typing.
    if (element && element !== document.activeElement) element.value = defaultValue;
  }, [defaultValue]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <span className="relative inline-flex">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute left-2 top-1/2 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        type="search"
        name={name}
        aria-label={label}
        defaultValue={defaultValue}
        placeholder={placeholder ?? label}
        className="field w-56 max-w-full pl-7"
        onChange={(event) => {
          const form = event.currentTarget.form;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => form?.requestSubmit(), PAUSE_MS);
        }}
      />
    </span>
  );
}

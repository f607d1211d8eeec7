import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { Icon, type IconName } from "./icon";

export interface MenuProps {
  /** The button's text, or its accessible name when only an icon is shown. */
  readonly label: string;
  readonly icon?: IconName;
  /** Show the label beside the icon. */
  readonly labelled?: boolean;
  readonly align?: "start" | "end";
  /** Open upwards: at the foot of the page. */
  readonly above?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a small panel. A `details` underneath, so it works before scripts run. */
export function Menu({ label, icon, labelled = false, align = "start", above = false, children }: MenuProps) {
  const root = useRef<HTMLDetailsElement>(null);
  useCloseOutside(root);
  return (
    <details ref={root} className="relative shrink-0" data-print="hide">
      <summary
        className={labelled ? "button" : "button-quiet size-7 p-0"}
        {...(labelled ? {} : { "aria-label": label, title: label })}
      >
        {icon ? <Icon name={icon} /> : null}
        {labelled ? label : null}
      </summary>
      <div
        className={`absolute z-40 w-max max-w-[min(22rem,88vw)] rounded-lg border border-line bg-surface p-1 text-sm shadow-overlay ${align === "end" ? "right-0" : "left-0"} ${above ? "bottom-full mb-1" : "top-full mt-1"}`}
      >
        {children}
      </div>
    </details>
  );
}

/** Escape and a press elsewhere close it; Escape gives the focus back to its button. */
function useCloseOutside(root: RefObject<HTMLDetailsElement | null>) {
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const element = root.current;
      if (element?.open && !element.contains(event.target as Node)) element.open = false;
    };
    const key = (event: KeyboardEvent) => {
      const element = root.current;
      if (event.key !== "Escape" || !element?.open) return;
      element.open = false;
      if (element.contains(document.activeElement)) element.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", key);
    };
  }, [root]);
}

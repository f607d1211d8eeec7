import { ADMINISTRATORS, ANNOTATORS, EVERYBODY, MANAGERS, PROGRAMME, type Role } from "~/domain/viewer";
import type { NavItem, NavSection } from "~/ui/app-shell";

interface ScreenItem extends NavItem {
  /** Whom the screen is for: as its route says. Left out for managers. */
  readonly roles?: readonly Role[];
}

interface ScreenSection {
  readonly label: string;
  readonly items: readonly ScreenItem[];
}

/** The screens, in the order of a working day. */
const SCREENS: readonly ScreenSection[] = [
  {
    label: "Mine",
    items: [
      { href: "/me", label: "My work", icon: "person", roles: ANNOTATORS },
      { href: "/me/data", label: "My data", icon: "download", roles: ANNOTATORS },
      { href: "/me/access-log", label: "Who has looked", icon: "search", roles: ANNOTATORS },
    ],
  },
  {
    label: "Watch",
    items: [
      { href: "/overview", label: "Overview", icon: "gauge" },
      { href: "/annotators", label: "Annotators", icon: "people" },
      { href: "/quality", label: "Quality", icon: "target" },
      { href: "/tiers", label: "Tiers", icon: "layers" },
    ],
  },
  {
    label: "Conditions",
    items: [
      { href: "/patterns", label: "Patterns", icon: "pattern", roles: PROGRAMME },
      { href: "/allocation", label: "Allocation", icon: "scales", roles: PROGRAMME },
      { href: "/workload", label: "Workload", icon: "clock", roles: PROGRAMME },
    ],
  },
  {
    label: "Data",
    items: [
      { href: "/imports", label: "Imports", icon: "upload" },
      { href: "/methodology", label: "Methodology", icon: "book", roles: EVERYBODY },
    ],
  },
  {
    label: "Settings",
    items: [
      { href: "/settings/people", label: "People", icon: "people", roles: ADMINISTRATORS },
      { href: "/settings", label: "Settings", icon: "settings", roles: EVERYBODY },
    ],
  },
];

/** The sections that hold a screen for a role, with only those screens. */
export function navigationFor(role: Role): readonly NavSection[] {
  return SCREENS.map(({ label, items }) => ({
    label,
    items: items.filter(({ roles = MANAGERS }) => roles.includes(role)).map(({ roles: _, ...item }) => item),
  })).filter(({ items }) => items.length > 0);
}

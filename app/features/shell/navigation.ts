import {
  ADMINISTRATORS,
  ANNOTATORS,
  EVERYBODY,
  MANAGERS,
  PROGRAMME,
  RESEARCHERS,
  type Role,
} from "~/domain/viewer";
import type { NavItem, NavSection } from "~/ui/app-shell";
import type { Command } from "~/ui/command-palette";

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
      { href: "/me/records", label: "My records", icon: "target", roles: ANNOTATORS },
      { href: "/me/appeals", label: "My appeals", icon: "scales", roles: ANNOTATORS },
      { href: "/me/data", label: "My data", icon: "download", roles: ANNOTATORS },
      { href: "/me/elsewhere", label: "Work elsewhere", icon: "clock", roles: ANNOTATORS },
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
      { href: "/appeals", label: "Appeals", icon: "scales" },
    ],
  },
  {
    label: "Conditions",
    items: [
      { href: "/patterns", label: "Patterns", icon: "pattern", roles: PROGRAMME },
      { href: "/allocation", label: "Allocation", icon: "scales", roles: PROGRAMME },
      { href: "/workload", label: "Workload", icon: "clock", roles: PROGRAMME },
      { href: "/audit", label: "Findings", icon: "target", roles: RESEARCHERS },
      { href: "/audit/explore", label: "Explore", icon: "columns", roles: PROGRAMME },
      { href: "/audit/export", label: "Bundle", icon: "download", roles: RESEARCHERS },
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

/** Screens that the navigation reaches by way of others. */
const FURTHER: readonly ScreenItem[] = [
  { href: "/tiers/queue", label: "Proposed tier changes", icon: "layers" },
  { href: "/tiers/game", label: "Points, streaks and leaderboards", icon: "layers" },
  { href: "/tiers/policies/draft", label: "A draft of the tier policy", icon: "layers" },
  { href: "/inbox", label: "Inbox", icon: "bell", roles: EVERYBODY },
  { href: "/settings/account", label: "Your account", icon: "person", roles: EVERYBODY },
  { href: "/settings/preferences", label: "Preferences", icon: "settings", roles: EVERYBODY },
  { href: "/settings/notifications", label: "Notifications", icon: "bell", roles: EVERYBODY },
  { href: "/settings/alerts", label: "Alerts", icon: "bell" },
  { href: "/settings/thresholds", label: "Thresholds", icon: "settings" },
  { href: "/settings/floors", label: "Wage floors", icon: "settings", roles: ADMINISTRATORS },
];

/** What else people call a screen. */
const WORDS: Readonly<Record<string, string>> = {
  "/overview": "throughput plan burn-down forecast home",
  "/annotators": "ranking people workers",
  "/quality": "agreement gold reviewers projects",
  "/allocation": "premium batches offers lorenz",
  "/workload": "hours rest night pay",
  "/patterns": "detectors findings audit",
  "/imports": "upload file connect platform data",
  "/methodology": "definitions formulas metrics",
  "/tiers/queue": "demotions promotions pending decisions noise",
};

/** Every screen of a role as a place to go to. */
export function screenCommands(role: Role): readonly Command[] {
  const further = FURTHER.filter(({ roles = MANAGERS }) => roles.includes(role));
  return [...navigationFor(role).flatMap(({ items }) => items), ...further].map(({ href, label, icon }) => ({
    ...{ id: href, label, kind: "Screen", href },
    ...(icon ? { icon } : {}),
    ...(WORDS[href] ? { words: WORDS[href] } : {}),
  }));
}

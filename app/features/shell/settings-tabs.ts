import { ADMINISTRATORS, EVERYBODY, MANAGERS, type Role } from "~/domain/viewer";

interface SettingsTab {
  readonly href: string;
  readonly label: string;
  /** Whom the tab is for: as its route says. */
  readonly roles: readonly Role[];
}

/** One's own first, then the programme's, then the installation's. */
const TABS: readonly SettingsTab[] = [
  { href: "/settings/account", label: "Account", roles: EVERYBODY },
  { href: "/settings/preferences", label: "Preferences", roles: EVERYBODY },
  { href: "/settings/notifications", label: "Notifications", roles: EVERYBODY },
  { href: "/settings/alerts", label: "Alerts", roles: MANAGERS },
  { href: "/settings/thresholds", label: "Thresholds", roles: MANAGERS },
  { href: "/settings/floors", label: "Wage floors", roles: ADMINISTRATORS },
  { href: "/settings/people", label: "People", roles: ADMINISTRATORS },
  { href: "/settings/tokens", label: "API tokens", roles: ADMINISTRATORS },
  { href: "/settings/access-log", label: "Access log", roles: ADMINISTRATORS },
];

/** The settings that a role may see, in order. */
export const settingsTabs = (role: Role): readonly { readonly href: string; readonly label: string }[] =>
  TABS.filter(({ roles }) => roles.includes(role)).map(({ href, label }) => ({ href, label }));

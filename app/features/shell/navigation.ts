import type { NavSection } from "~/ui/app-shell";

/** The screens, in the order of a working day. */
export const NAVIGATION: readonly NavSection[] = [
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
      { href: "/patterns", label: "Patterns", icon: "pattern" },
      { href: "/allocation", label: "Allocation", icon: "scales" },
      { href: "/workload", label: "Workload", icon: "clock" },
    ],
  },
  {
    label: "Data",
    items: [
      { href: "/imports", label: "Imports", icon: "upload" },
      { href: "/methodology", label: "Methodology", icon: "book" },
    ],
  },
];

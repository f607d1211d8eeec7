import type { Role } from "~/domain/viewer";

/** The first page of a role. */
export const homeOf = (role: Role): string => HOMES[role];

const HOMES: Readonly<Record<Role, string>> = {
  administrator: "/overview",
  manager: "/overview",
  researcher: "/patterns",
  annotator: "/me",
};

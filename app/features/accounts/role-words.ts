import type { Role } from "~/domain/viewer";

interface RoleWords {
  readonly label: string;
  /** What somebody of this role comes to do. */
  readonly purpose: string;
}

export const ROLE_WORDS: Readonly<Record<Role, RoleWords>> = {
  manager: { label: "Manager", purpose: "Watch quality beside workload, decide on people and policy" },
  annotator: { label: "Annotator", purpose: "Understand and contest one's own numbers" },
  researcher: { label: "Researcher", purpose: "Audit labour conditions, without names" },
  administrator: { label: "Administrator", purpose: "Add people, roles, floors and thresholds" },
};

export const ROLES = Object.keys(ROLE_WORDS) as readonly Role[];

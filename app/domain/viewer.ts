/** What a person who signs in may be; each sees the same numbers, and no more of them than their role needs. */
export type Role = "administrator" | "manager" | "researcher" | "annotator";

/** The signed-in person looking at a screen. */
export interface Viewer {
  readonly accountId: string;
  /** As written beside decisions and in the log of who looked. */
  readonly name: string;
  readonly role: Role;
  /** The annotator of the ledger that the account belongs to; null for every other role. */
  readonly annotatorId: number | null;
}

/** Who may see people by name and decide about them. */
export const MANAGERS: readonly Role[] = ["administrator", "manager"];

/** Whether the screens that are open to the whole programme name people to this viewer. */
export const seesPeople = ({ role }: Pick<Viewer, "role">): boolean => MANAGERS.includes(role);

/** Who may see the programme as a whole; researchers see it suppressed. */
export const PROGRAMME: readonly Role[] = ["administrator", "manager", "researcher"];

export const ADMINISTRATORS: readonly Role[] = ["administrator"];

/** Whose screens hold what may be published. */
export const RESEARCHERS: readonly Role[] = ["researcher"];

export const ANNOTATORS: readonly Role[] = ["annotator"];

export const EVERYBODY: readonly Role[] = ["administrator", "manager", "researcher", "annotator"];

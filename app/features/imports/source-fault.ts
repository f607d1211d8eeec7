/** Why a source cannot be read at all: a permanent fault, returned and never thrown. */
export interface SourceFault {
  readonly kind: "fault";
  /** The file as the user named it, a member behind a colon; null when no single one is at fault. */
  readonly path: string | null;
  /** One sentence that says what is wrong and, where something can be done, what. */
  readonly reason: string;
}

export function fault(path: string | null, reason: string): SourceFault {
  return { kind: "fault", path, reason };
}

export function isFault(value: object | string): value is SourceFault {
  return typeof value === "object" && "kind" in value && value.kind === "fault";
}

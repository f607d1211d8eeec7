import { type Assigned, Mapping, type Role, ROLES } from "./columns-mapping";
import { unitOf } from "./columns-names";
import { Problem } from "./problem";

/**
 * Turns a user's mapping into positions. Names are looked up in the first row; a mapping of numbers only leaves the
 * first row as data unless it says that it is a header.
 */
export function assignColumns(given: unknown, first: readonly string[], isGold: boolean): Assigned | Problem {
  const parsed = Mapping.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
    return new Problem(`The mapping of columns is not right: ${where}${issue?.message ?? "unreadable"}.`);
  }
  const mapping = parsed.data;
  const named = ROLES.some((role) => [mapping[role]].flat().some((column) => typeof column === "string"));
  const hasHeader = mapping.header ?? named;
  const at: Partial<Record<Role, number>> = {};
  const item: number[] = [];
  for (const role of ROLES) {
    for (const column of [mapping[role] ?? []].flat()) {
      const index = typeof column === "number" ? column - 1 : first.indexOf(column);
      if (index < 0 || index >= first.length) return new Problem(unknownColumn(role, column, first));
      if (role === "item_id") item.push(index);
      else at[role] = index;
    }
  }
  const lacking = lackingRole(at, item, isGold);
  if (lacking !== undefined)
    return new Problem(`The mapping of columns does not say which column is ${lacking}.`);
  const { task_type: taskType, scale, platform, constants } = mapping;
  return {
    hasHeader,
    at,
    item,
    unitSec: hasHeader ? units(first, at) : {},
    exactId: at.judgment_id !== undefined,
    ...(taskType === undefined ? {} : { taskType }),
    ...(scale === undefined ? {} : { scale }),
    ...(platform === undefined ? {} : { platform }),
    ...(constants === undefined ? {} : { constants }),
    notes: ["The columns are as the mapping says."],
  };
}

function lackingRole(
  at: Partial<Record<Role, number>>,
  item: readonly number[],
  isGold: boolean,
): Role | undefined {
  if (item.length === 0) return "item_id";
  if (isGold) return at.gold_answer === undefined && at.answer === undefined ? "gold_answer" : undefined;
  if (at.annotator_id === undefined) return "annotator_id";
  return at.answer === undefined ? "answer" : undefined;
}

function units(header: readonly string[], at: Partial<Record<Role, number>>): Partial<Record<Role, number>> {
  const unit: Partial<Record<Role, number>> = {};
  for (const role of ["active_seconds", "idle_seconds", "lead_seconds"] as const) {
    const index = at[role];
    if (index !== undefined) unit[role] = unitOf(header[index]);
  }
  return unit;
}

function unknownColumn(role: Role, column: string | number, first: readonly string[]): string {
  const known =
    typeof column === "number" ? `${first.length} columns` : `the columns ${first.slice(0, 12).join(", ")}`;
  return `The mapping takes ${role} from column ${column}; the file has ${known}.`;
}

import type { Db } from "db/client";
import { listNamed } from "db/queries/named";
import type { Command } from "~/ui/command-palette";

const MOST_OF_A_KIND = 6;
const LONGEST = 100;

/** Annotators and projects whose name or id holds the text, as places to go to. Nothing for no text. */
export async function findPlaces(db: Db, asked: string): Promise<readonly Command[]> {
  const text = asked.trim().slice(0, LONGEST);
  if (text === "") return [];
  const [annotators, projects] = await Promise.all([
    listNamed(db, "annotators", text, MOST_OF_A_KIND),
    listNamed(db, "projects", text, MOST_OF_A_KIND),
  ]);
  return [
    ...projects.map(({ id, name }) => ({
      ...{ id: `project ${id}`, label: name ?? id, kind: "Project", icon: "folder" as const },
      ...{ words: id, href: `/projects/${encodeURIComponent(id)}` },
    })),
    ...annotators.map(({ id, name }) => ({
      ...{ id: `annotator ${id}`, label: name ?? id, kind: "Annotator", icon: "person" as const },
      ...{ words: id, href: `/annotators/${encodeURIComponent(id)}` },
    })),
  ];
}

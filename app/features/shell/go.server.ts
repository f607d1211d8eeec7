import type { Db } from "db/client";
import { listNamed } from "db/queries/named";
import type { Command } from "~/ui/command-palette";

const MOST_OF_A_KIND = 6;
const LONGEST = 100;

export interface Places {
  readonly places: readonly Command[];
  /** The ids of the annotators among them. */
  readonly annotators: readonly string[];
}

/** Annotators and projects whose name or id holds the text, as places to go to. Nothing for no text. */
export async function findPlaces(db: Db, asked: string): Promise<Places> {
  const text = asked.trim().slice(0, LONGEST);
  if (text === "") return { places: [], annotators: [] };
  const [annotators, projects] = await Promise.all([
    listNamed(db, "annotators", text, MOST_OF_A_KIND),
    listNamed(db, "projects", text, MOST_OF_A_KIND),
  ]);
  const places = [
    ...projects.map(({ id, name }) => ({
      ...{ id: `project ${id}`, label: name ?? id, kind: "Project", icon: "folder" as const },
      ...{ words: id, href: `/projects/${encodeURIComponent(id)}` },
    })),
    ...annotators.map(({ id, name }) => ({
      ...{ id: `annotator ${id}`, label: name ?? id, kind: "Annotator", icon: "person" as const },
      ...{ words: id, href: `/annotators/${encodeURIComponent(id)}` },
    })),
  ];
  return { places, annotators: annotators.map(({ id }) => id) };
}

import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { atMost, startComputing } from "~/features/quality/computing.server";
import { openLists } from "~/features/quality/long-lists";
import { ProjectScreen } from "~/features/quality/project-screen";
import { changeKeyVisibility, loadProjectQuality } from "~/features/quality/quality.server";
import { notFound } from "~/features/shell/not-found";
import { readForm } from "~/form.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "Project"} · Evenhand` },
];
export const handle = {
  crumbs: ({ name }: { name: string }) => [{ label: "Quality", href: "/quality" }, { label: name }],
};

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    const { searchParams } = new URL(request.url);
    const question = {
      annotator: searchParams.get("annotator") || null,
      dispute: searchParams.get("dispute") || null,
      open: openLists(searchParams),
    };
    const id = params["projectId"] ?? "";
    let quality = await loadProjectQuality(db, database.db, id, question);
    if (quality?.kept === null && quality.computing === null) {
      // The first look asks for the figures; later ones are asked for by hand.
      await atMost(
        2_500,
        startComputing(database.db, id, () => new Date()),
      );
      quality = await loadProjectQuality(db, database.db, id, question);
    }
    if (!quality) throw notFound("project");
    for (const about of [{ everybody: true } as const, ...(question.annotator ? [question.annotator] : [])]) {
      await saw({ kind: "viewed", what: `quality of ${quality.name}`, about });
    }
    return { ...quality, search: searchParams.toString() };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, db, database, saw }) => {
    const project = params["projectId"] ?? "";
    const form = await readForm(request);
    if (form.get("intent") === "keys") {
      const what = await changeKeyVisibility(db, project, form.get("hide") === "yes", viewer, new Date());
      await saw({ kind: "changed", what, about: null });
      return redirect(`/projects/${encodeURIComponent(project)}`);
    }
    await atMost(
      4_000,
      startComputing(database.db, project, () => new Date()),
    );
    return redirect(`/projects/${encodeURIComponent(project)}`);
  });

export default function Project() {
  return <ProjectScreen {...useLoaderData<typeof loader>()} />;
}

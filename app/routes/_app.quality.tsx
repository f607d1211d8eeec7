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
import { QualityList } from "~/features/quality/quality-list";
import { loadQuality, projectsToCompute } from "~/features/quality/quality.server";

export const meta: MetaFunction = () => [{ title: "Quality · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Quality" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database }) => ({
    projects: await loadQuality(db, database.db),
  }));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database }) => {
    const asked = (await projectsToCompute(db, database.db)).map((project) =>
      startComputing(database.db, project, () => new Date()),
    );
    await atMost(
      3_000,
      Promise.all(asked).then(() => undefined),
    );
    return redirect("/quality");
  });

export default function QualityScreen() {
  return <QualityList {...useLoaderData<typeof loader>()} />;
}

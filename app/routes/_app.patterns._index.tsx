import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS, PROGRAMME } from "~/domain/viewer";
import { loadPatterns } from "~/features/patterns/patterns.server";
import { PatternsPage } from "~/features/patterns/patterns-page";
import { startAudit } from "~/features/patterns/running.server";
import { atMost } from "~/features/quality/computing.server";

export const meta: MetaFunction = () => [{ title: "Patterns · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Patterns" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, PROGRAMME, async ({ viewer, db, database }) => ({
    ...(await loadPatterns({ viewer, db, system: database.db })),
    search: new URL(request.url).search,
  }));

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database }) => {
    await atMost(2_000, startAudit(database, new Date()));
    return redirect("/patterns");
  });

export default function PatternsScreen() {
  return <PatternsPage {...useLoaderData<typeof loader>()} />;
}

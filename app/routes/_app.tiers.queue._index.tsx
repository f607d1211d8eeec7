import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { loadQueue } from "~/features/tiers/queue.server";
import { QueueScreen } from "~/features/tiers/queue-screen";
import { confirmPromotions } from "~/features/tiers/review.server";
import { readForm } from "~/form.server";

export const meta: MetaFunction = () => [{ title: "Waiting tier changes · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Tiers", href: "/tiers" }, { label: "Waiting" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    await saw({ kind: "viewed", what: "waiting tier changes", about: { everybody: true } });
    return loadQueue(database.db, new Date());
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ viewer, database, saw }) => {
    const form = await readForm(request);
    if (form.get("intent") === "promote") {
      const made = await confirmPromotions(database.db, viewer.name, new Date());
      for (const about of made) await saw({ kind: "decided", what: "promotion made", about });
    }
    return redirect("/tiers/queue");
  });

export default function Queue() {
  return <QueueScreen {...useLoaderData<typeof loader>()} />;
}

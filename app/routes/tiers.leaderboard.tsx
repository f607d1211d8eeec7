import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { notFound } from "~/features/shell/not-found";
import { chooseLeaderboard } from "~/features/tiers/game.server";
import { readForm } from "~/form.server";

/** Whether somebody stands on leaderboards: an annotator decides for themself, a manager for whoever asked. */
export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, EVERYBODY, async ({ viewer, database }) => {
    if (viewer.role === "researcher") throw new Response(null, { status: 403, statusText: "Forbidden" });
    const form = await readForm(request);
    const annotator = form.get("annotator");
    const asked = {
      annotator: typeof annotator === "string" ? annotator : "",
      out: form.get("out") === "yes",
    };
    if (!(await chooseLeaderboard(database.db, viewer, asked, new Date()))) throw notFound("annotator");
    return redirect(
      viewer.role === "annotator" ? "/me" : `/annotators/${encodeURIComponent(asked.annotator)}`,
    );
  });

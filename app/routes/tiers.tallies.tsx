import type { LoaderFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { loadCompactTallies, tallyRequest } from "~/features/tiers/compact-tallies.server";

/** What the simulator on the screen replays policies over. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, saw }) => {
    const tallies = await loadCompactTallies(database.db, tallyRequest(new URL(request.url).searchParams));
    await saw({ kind: "viewed", what: "policy simulation", about: { everybody: true } });
    return Response.json(tallies, { headers: { "cache-control": "private, no-store" } });
  });

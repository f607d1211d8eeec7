import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { loadGame } from "~/features/tiers/game.server";
import { GameScreen } from "~/features/tiers/game-screen";

export const meta: MetaFunction = () => [{ title: "Streaks, targets, leaderboard · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Tiers", href: "/tiers" }, { label: "Streaks" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ db, database, saw }) => {
    await saw({ kind: "viewed", what: "leaderboard", about: { everybody: true } });
    return loadGame(db, database.db);
  });

export default function Game() {
  return <GameScreen {...useLoaderData<typeof loader>()} />;
}

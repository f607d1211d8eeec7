import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { openDemoNow } from "~/features/demo/open-demo.server";

/** One click fills an empty database with the demonstration. */
export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async ({ database, viewer }) => {
    const fault = await openDemoNow(database, viewer);
    return fault === null ? redirect("/overview") : Response.json({ fault }, { status: 409 });
  });

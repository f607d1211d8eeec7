import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { forAnybody } from "~/auth.server";
import { signOut } from "~/features/accounts/sign-in.server";

export const action = ({ request }: ActionFunctionArgs) =>
  forAnybody(request, async ({ database }) =>
    redirect("/sign-in", { headers: await signOut(database, request) }),
  );

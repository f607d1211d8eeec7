import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, () => Promise.resolve(redirect("/settings/account")));

import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { homeOf } from "~/features/shell/home";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer }) => Promise.resolve(redirect(homeOf(viewer.role))));

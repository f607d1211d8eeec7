import type { LoaderFunctionArgs } from "@remix-run/node";
import { forAnybody } from "~/auth.server";
import { answerLibrary } from "~/features/accounts/sign-in.server";

/** Where an identity provider sends people back to. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forAnybody(request, ({ database }) => answerLibrary(database, request));

import type { LoaderFunctionArgs } from "@remix-run/node";
import { forAnybody } from "~/auth.server";
import { API_VERSION, openApiDocument } from "~/features/api/openapi";

/** What the API is: nothing of what it holds. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forAnybody(request, () => Promise.resolve(Response.json(openApiDocument(API_VERSION))));

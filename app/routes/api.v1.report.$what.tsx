import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForToken } from "~/auth.server";
import { reportEndpoint, reportPieces } from "~/features/api/answers.server";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  streamForToken(request, reportEndpoint(params["what"]), (access) =>
    reportPieces(access, reportEndpoint(params["what"]).what, new Date()),
  );

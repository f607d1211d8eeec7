import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamForToken } from "~/auth.server";
import { ownReportPieces } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const loader = ({ request }: LoaderFunctionArgs) =>
  streamForToken(request, ENDPOINTS.ownReport, (access) => ownReportPieces(access, new Date()));

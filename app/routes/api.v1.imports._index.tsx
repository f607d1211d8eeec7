import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { importsAnswer, ingestAnswer } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forToken(request, ENDPOINTS.imports, importsAnswer);

export const action = ({ request }: ActionFunctionArgs) =>
  forToken(request, ENDPOINTS.ingest, (access) => ingestAnswer(access, request));

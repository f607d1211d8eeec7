import type { LoaderFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { agreementAnswer } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forToken(request, ENDPOINTS.agreement, (access) => agreementAnswer(access, new Date()));

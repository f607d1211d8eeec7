import type { ActionFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { simulateAnswer } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const action = ({ request }: ActionFunctionArgs) =>
  forToken(request, ENDPOINTS.simulate, (access) => simulateAnswer(access, request, new Date()));

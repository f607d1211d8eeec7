import type { LoaderFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { holderJson } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forToken(request, ENDPOINTS.me, ({ holder }) => Promise.resolve(holderJson(holder)));

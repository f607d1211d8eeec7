import type { ActionFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { undoAnswer } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";

export const action = ({ request, params }: ActionFunctionArgs) =>
  forToken(request, ENDPOINTS.undoImport, (access) =>
    undoAnswer(access, params["importId"] ?? "", new Date()),
  );

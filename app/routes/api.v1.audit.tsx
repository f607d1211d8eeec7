import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { forToken } from "~/auth.server";
import { auditStarted } from "~/features/api/answers.server";
import { ENDPOINTS } from "~/features/api/endpoints";
import { lastAudit } from "~/features/api/last-audit.server";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forToken(request, ENDPOINTS.audit, async ({ viewer, db, database, saw, query }) => {
    await saw({ kind: "exported", what: "audit by the API", about: { everybody: true } });
    return lastAudit({ viewer, db, system: database.db }, query.detector);
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forToken(request, ENDPOINTS.runAudit, (access) => Promise.resolve(auditStarted(access, new Date())));

import type { ActionFunctionArgs } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { MANAGERS } from "~/domain/viewer";
import { previewUpload } from "~/features/imports/preview.server";

/** What a file would be taken for; nothing of it is kept. */
export const action = ({ request }: ActionFunctionArgs) =>
  forViewer(request, MANAGERS, async () => {
    const preview = await previewUpload(request);
    return Response.json(preview, { status: "fault" in preview ? 422 : 200 });
  });

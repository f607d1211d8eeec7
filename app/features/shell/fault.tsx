import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Link } from "~/ui/link";
import { usePageContext } from "~/ui/page-context";
import { ErrorState, NoPermissionState } from "~/ui/states";

/** Says what happened in words and never how the server is built. */
export function Fault() {
  const error = useRouteError();
  const reference = useErrorId(error);
  const home = (
    <Link href="/" className="button">
      Go to the start page
    </Link>
  );
  if (isRouteErrorResponse(error) && (error.status === 401 || error.status === 403)) {
    return (
      <NoPermissionState page title="This page is not open to you" actions={home}>
        Your role does not include it. An administrator can change that.
      </NoPermissionState>
    );
  }
  if (isRouteErrorResponse(error) && error.status < 500) {
    return (
      <ErrorState
        page
        title={error.status === 404 ? "There is nothing at this address" : "This cannot be shown"}
        actions={home}
      >
        {typeof error.data === "string" && error.data.length < 300 ? error.data : null}
      </ErrorState>
    );
  }
  return (
    <ErrorState page title="Something went wrong on our side" actions={home} {...reference}>
      Try again in a moment. If it stays, give whoever runs this server the reference below, or the time.
    </ErrorState>
  );
}

/** The id that stands in the log: in the answer, in the server's render, or in the page that this left behind. */
function useErrorId(error: unknown): { id?: string } {
  const { errorId } = usePageContext();
  const answered: unknown = isRouteErrorResponse(error) ? error.data : undefined;
  if (answered !== null && typeof answered === "object" && "errorId" in answered) {
    return { id: String(answered.errorId) };
  }
  const id =
    errorId ?? (typeof document === "undefined" ? undefined : document.documentElement.dataset["errorId"]);
  return id ? { id } : {};
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { EVERYBODY } from "~/domain/viewer";
import { ENTRIES } from "~/features/methodology/methodology";
import { Methodology } from "~/features/methodology/methodology-page";

export const meta: MetaFunction = () => [{ title: "Methodology · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Methodology" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, () =>
    Promise.resolve({ entries: ENTRIES, definitionsVersion: DEFINITIONS_VERSION }),
  );

export default function MethodologyScreen() {
  return <Methodology {...useLoaderData<typeof loader>()} />;
}

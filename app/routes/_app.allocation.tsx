import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { PROGRAMME, seesPeople } from "~/domain/viewer";
import { askerOf } from "~/features/disclosure/table.server";
import { loadAllocation } from "~/features/allocation/allocation.server";
import { AllocationPage } from "~/features/allocation/allocation-page";

export const meta: MetaFunction = () => [{ title: "Allocation · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Allocation" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, PROGRAMME, async ({ viewer, db, database, saw }) => {
    if (seesPeople(viewer)) await saw({ kind: "viewed", what: "allocation", about: { everybody: true } });
    // A researcher's own rows are nobody's: the sums are made over everybody's and suppressed.
    const source = viewer.role === "researcher" ? database.db : db;
    return loadAllocation(source, askerOf({ viewer, database, request }, new Date()));
  });

export default function AllocationScreen() {
  return <AllocationPage {...useLoaderData<typeof loader>()} />;
}

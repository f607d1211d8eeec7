import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { windowFrom } from "~/domain/period";
import { PROGRAMME, seesPeople } from "~/domain/viewer";
import { askerOf } from "~/features/disclosure/table.server";
import { loadWorkload, workloadQuery } from "~/features/workload/workload.server";
import { WorkloadPage } from "~/features/workload/workload-page";

export const meta: MetaFunction = () => [{ title: "Workload · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Workload" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, PROGRAMME, async ({ viewer, db, database, saw }) => {
    const { searchParams } = new URL(request.url);
    const query = workloadQuery(searchParams, windowFrom(searchParams));
    // A researcher's own rows are nobody's: the sums are made over everybody's and suppressed.
    const source = viewer.role === "researcher" ? database.db : db;
    const asker = askerOf({ viewer, database, request }, new Date());
    if (seesPeople(viewer))
      await saw({ kind: "viewed", what: "workload and pay", about: { everybody: true } });
    return { ...(await loadWorkload(source, asker, query)), search: searchParams.toString() };
  });

export default function WorkloadScreen() {
  return <WorkloadPage {...useLoaderData<typeof loader>()} />;
}

import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { forViewer } from "~/auth.server";
import { RESEARCHERS } from "~/domain/viewer";
import { BundlePage } from "~/features/export/bundle-page";

export const meta: MetaFunction = () => [{ title: "Bundle · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Audit", href: "/audit" }, { label: "Bundle" }] };

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, RESEARCHERS, () => Promise.resolve(null));

export default function BundleScreen() {
  return <BundlePage />;
}

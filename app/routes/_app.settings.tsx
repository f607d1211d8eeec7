import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { forViewer } from "~/auth.server";
import { EVERYBODY } from "~/domain/viewer";
import { settingsTabs } from "~/features/shell/settings-tabs";
import { TabLinks } from "~/ui/tab-links";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forViewer(request, EVERYBODY, ({ viewer }) => Promise.resolve({ tabs: settingsTabs(viewer.role) }));

export default function Settings() {
  const { tabs } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const current = tabs.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return (
    <>
      <div className="mb-4">
        <TabLinks label="Settings" tabs={tabs} current={current?.href ?? pathname} />
      </div>
      <Outlet />
    </>
  );
}

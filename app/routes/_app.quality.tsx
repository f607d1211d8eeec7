import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDatabase } from "~/database.server";
import { atMost, startComputing } from "~/features/quality/computing.server";
import { QualityList } from "~/features/quality/quality-list";
import { loadQuality, projectsToCompute } from "~/features/quality/quality.server";

export const meta: MetaFunction = () => [{ title: "Quality · Evenhand" }];
export const handle = { crumbs: () => [{ label: "Quality" }] };

export async function loader() {
  const { db } = await openDatabase();
  return { projects: await loadQuality(db) };
}

export async function action() {
  const { db } = await openDatabase();
  const asked = (await projectsToCompute(db)).map((project) => startComputing(db, project, () => new Date()));
  await atMost(
    3_000,
    Promise.all(asked).then(() => undefined),
  );
  return redirect("/quality");
}

export default function QualityScreen() {
  return <QualityList {...useLoaderData<typeof loader>()} />;
}

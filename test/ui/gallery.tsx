import { useState } from "react";
import { AppShell } from "~/ui/app-shell";
import { Stat, StatRow } from "~/ui/card";
import { Badge } from "~/ui/badge";
import { CommandPalette } from "~/ui/command-palette";
import { Dialog } from "~/ui/dialog";
import { DisplayMenu } from "~/ui/display-menu";
import { Lineage } from "~/ui/lineage";
import { MeasuredCell } from "~/ui/measured-cell";
import { PageHeader } from "~/ui/page-header";
import { DEFAULT_PREFERENCES } from "~/ui/preferences";
import { TabLinks } from "~/ui/tab-links";
import { ToastProvider, useToast } from "~/ui/toast";
import { CHARTS } from "./gallery-charts";
import { measured } from "./gallery-data";
import { GalleryParts } from "./gallery-parts";
import { GalleryTable } from "./gallery-table";

/** Every component once, for tests in a real browser and for looking at. Nothing here knows the product. */
export function Gallery() {
  return (
    <ToastProvider>
      <AppShell
        product="Evenhand"
        homeHref="#home"
        currentPath="/annotators/A1"
        notice="Only this machine can reach this server."
        sections={[
          { items: [{ href: "/overview", label: "Overview", icon: "gauge" }] },
          {
            label: "Labour",
            items: [
              { href: "/annotators", label: "Annotators", icon: "people" },
              { href: "/appeals", label: "Appeals", icon: "message", count: 2 },
            ],
          },
        ]}
        breadcrumbs={[{ label: "Annotators", href: "/annotators" }, { label: "Gallery" }]}
        tools={
          <>
            <CommandPalette commands={COMMANDS} onGo={() => undefined} fallbackHref="#search" />
            <DisplayMenu preferences={DEFAULT_PREFERENCES} />
          </>
        }
      >
        <PageHeader
          title="Gallery"
          summary="Every component once."
          aside={<Badge tone="accent">Royalty</Badge>}
          actions={<Actions />}
          tabs={
            <TabLinks
              label="Parts"
              current="#one"
              tabs={[
                { href: "#one", label: "Numbers" },
                { href: "#two", label: "Charts", count: 11 },
              ]}
            />
          }
        />
        <div className="space-y-4">
          <Numbers />
          <GalleryTable />
          <div className="grid gap-4 wide:grid-cols-2">
            {CHARTS.map(({ name, chart }) => (
              <div key={name} className="min-w-0 last:col-span-full">
                {chart}
              </div>
            ))}
          </div>
          <GalleryParts />
        </div>
      </AppShell>
    </ToastProvider>
  );
}

const COMMANDS = [
  { id: "o", label: "Overview", kind: "Screen", href: "#o" },
  { id: "a", label: "Annotators", kind: "Screen", words: "ranking people", href: "#a" },
];

function Actions() {
  const show = useToast();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => show("Saved.")}>
        Toast
      </button>
      <button type="button" className="button-primary" onClick={() => setOpen(true)}>
        Dialog
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Publish version 4?"
        actions={
          <button type="button" className="button-primary" onClick={() => setOpen(false)}>
            Publish
          </button>
        }
      >
        It takes effect in 15 days. Everybody on the programme is told today.
      </Dialog>
    </>
  );
}

function Numbers() {
  return (
    <StatRow>
      <Stat label="Gold accuracy" note="1,204 gold judgments">
        <Lineage
          facts={{
            name: "Gold accuracy",
            definition: "Correct judgments on gold items over judgments on gold items.",
            window: "28 days to 20 Mar 2026, UTC",
            rows: "50 gold judgments of 3 projects",
            version: "metrics 1",
          }}
        >
          <MeasuredCell layout="large" measured={measured(0.9, 0.79, 0.96, 50)} unit={{ kind: "ratio" }} />
        </Lineage>
      </Stat>
      <Stat label="Handling time, median">
        <MeasuredCell
          layout="large"
          measured={measured(24.2, 22, 27, 1180)}
          unit={{ kind: "seconds" }}
          clock="active"
          domain={[0, 60]}
        />
      </Stat>
      <Stat label={"Pay per hour, all in"}>
        <MeasuredCell
          layout="large"
          measured={{ kind: "unmeasured", reason: "no rewards in this source" }}
          unit={{ kind: "money", currency: "USD" }}
        />
      </Stat>
      <Stat label="Review">
        <MeasuredCell
          layout="large"
          measured={{ kind: "insufficient", n: 4, needed: 20 }}
          unit={{ kind: "ratio" }}
        />
      </Stat>
    </StatRow>
  );
}

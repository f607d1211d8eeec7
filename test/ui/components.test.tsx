import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AppShell } from "~/ui/app-shell";
import { ColumnChooser } from "~/ui/column-chooser";
import { findCommands } from "~/ui/command-palette";
import { TextField } from "~/ui/field";
import { GetForm } from "~/ui/link";
import { Pager } from "~/ui/pager";
import {
  DEFAULT_PREFERENCES,
  preferenceAttributes,
  preferencesCookie,
  preferencesFrom,
} from "~/ui/preferences";
import { ProgressBar } from "~/ui/progress-bar";
import { ErrorState, NoPermissionState } from "~/ui/states";

const html = (element: ReactElement) => renderToStaticMarkup(element);

describe("the shell", () => {
  const sections = [
    {
      items: [
        { href: "/annotators", label: "Annotators" },
        { href: "/annotators/saved", label: "Saved views" },
        { href: "/annot", label: "Other" },
      ],
    },
  ];
  const shell = (currentPath: string) =>
    html(
      <AppShell product="P" homeHref="/" sections={sections} currentPath={currentPath} notice="One machine">
        <h1>Here</h1>
      </AppShell>,
    );
  const current = (path: string) => /aria-current="page"[^>]*>.*?<span[^>]*>([^<]*)/.exec(shell(path))?.[1];

  it("marks the longest match of whole path parts as current, and only that", () => {
    expect(current("/annotators/A1")).toBe("Annotators");
    expect(current("/annotators/saved/3")).toBe("Saved views");
    expect(current("/annotatorsx")).toBeUndefined();
  });
  it("offers to skip to the content, which can take the focus", () => {
    expect(shell("/")).toMatch(/<a href="#content"[\s\S]*<main id="content" tabindex="-1"/);
  });
  it("opens its navigation without scripts", () => {
    expect(shell("/")).toMatch(/id="navigation"[^>]*popover="auto"[\s\S]*popovertarget="navigation"/);
  });
});

describe("forms that ask by address", () => {
  it("carry the query along, less the page and what they set themselves", () => {
    const form = html(
      <GetForm action="/a" keep="sort=-gold&page=3&size=50&columns=x&columns=y" sets={["size"]}>
        <input name="size" />
      </GetForm>,
    );
    expect(form).toContain('method="get" action="/a"');
    expect(form.match(/type="hidden" name="(\w+)" value="([^"]*)"/g)).toHaveLength(3);
    expect(form).not.toContain('name="page"');
  });
  it("choose columns by boxes whose order is the order shown", () => {
    const columns = ["name", "gold", "pay"].map((id) => ({ id, header: id, width: 90, cell: () => id }));
    const chooser = html(<ColumnChooser path="/a" query="" columns={columns} shown={["pay"]} />);
    expect(chooser.indexOf('value="pay"')).toBeLessThan(chooser.indexOf('value="gold"'));
    expect(chooser).toMatch(/checked="" value="pay"|value="pay"[^>]*checked=""/);
    expect(chooser).not.toContain('value="name"');
  });
  it("page by links, none beyond the ends", () => {
    const pager = (page: number) =>
      html(<Pager path="/a" query="sort=pay" page={page} size={50} total={120} noun="annotators" />);
    expect(pager(1)).toContain("1–50 of 120 annotators");
    expect(pager(2)).toContain('href="/a?sort=pay&amp;page=3"');
    expect(pager(2)).toMatch(/href="\/a\?sort=pay"[^>]*>Previous/);
    expect(pager(3)).toMatch(/aria-disabled="true"[^>]*>Next/);
    expect(html(<Pager path="/a" query="" page={1} size={50} total={0} noun="rows" />)).toContain(
      "0–0 of 0 rows",
    );
  });
});

describe("preferences", () => {
  it("come back from the cookie they were kept in", () => {
    const chosen = { theme: "dark", density: "compact", motion: "reduced" } as const;
    expect(preferencesFrom(`a=b; ${preferencesCookie(chosen).split(";")[0]}`)).toEqual(chosen);
  });
  it("fall back to the system for anything unknown", () => {
    expect(preferencesFrom("evenhand-display=pink.<b>.x")).toEqual(DEFAULT_PREFERENCES);
    expect(preferencesFrom(null)).toBeNull();
    expect(preferenceAttributes(DEFAULT_PREFERENCES)).toEqual({ "data-density": "comfortable" });
  });
});

describe("the palette", () => {
  const command = (label: string, words = "") => ({ id: label, label, words, href: "#" });
  const commands = [command("Quality"), command("Annotators", "ranking quality"), command("Pay quality")];
  const found = (text: string) => findCommands(commands, text).map(({ label }) => label);
  it("puts labels that start with the text first", () => {
    expect(found("qua")).toEqual(["Quality", "Pay quality", "Annotators"]);
  });
  it("wants every word", () => expect(found("quality pay")).toEqual(["Pay quality"]));
  it("shows all for no text", () => expect(found(" ")).toHaveLength(3));
});

describe("states and fields", () => {
  it("an error names its reference", () => {
    expect(html(<ErrorState title="Failed" id="4a65b9523c0d" />)).toContain("4a65b9523c0d");
  });
  it("only a page's own state takes the first heading", () => {
    expect(html(<NoPermissionState title="No" />)).toContain("<h2");
    expect(html(<NoPermissionState page title="No" />)).toContain("<h1");
  });
  it("a field is tied to its label, hint and error", () => {
    const field = html(<TextField label="Bar" name="bar" hint="0 to 1" error="Too high" />);
    const id = /<label for="([^"]+)"/.exec(field)?.[1];
    expect(field).toContain(`id="${id}"`);
    expect(field).toContain(`aria-describedby="${id}-hint ${id}-error"`);
    expect(field).toContain('aria-invalid="true"');
  });
  it("progress without an end claims no number", () => {
    expect(html(<ProgressBar label="Import" share={null} />)).not.toContain("aria-valuenow");
    expect(html(<ProgressBar label="Import" share={1.2} />)).toContain('aria-valuenow="100"');
  });
});

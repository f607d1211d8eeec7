import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Link } from "~/ui/link";
import { Menu } from "~/ui/menu";
import type { SavedView } from "./saved-views.server";

interface ViewsMenuProps {
  readonly path: string;
  readonly views: readonly SavedView[];
  /** The view that the address came from; 0 and null for none. */
  readonly current: number | null;
  readonly search: string;
}

/** What was set up once and given a name: to open, keep, rename, share, delete, and to open the list with. */
export function ViewsMenu({ path, views, current, search }: ViewsMenuProps) {
  const shown = views.find(({ id }) => id === current);
  return (
    <Menu label={shown ? `View: ${shown.name}` : "Views"} icon="layers" labelled align="end">
      <ul aria-label="Views" className="max-h-64 overflow-y-auto">
        <ViewItem href={`${path}?view=0`} name="Everybody" current={!shown} />
        {views.map((view) => (
          <ViewItem
            key={view.id}
            href={`${path}?${view.query}${view.query ? "&" : ""}view=${view.id}`}
            name={view.name}
            current={view === shown}
            note={[
              view.isOwn ? (view.shared ? "shared" : null) : `by ${view.owner}`,
              view.isDefault ? "opens first" : null,
            ]
              .filter((word) => word !== null)
              .join(", ")}
          />
        ))}
      </ul>
      {shown ? <ShownView view={shown} search={search} /> : null}
      <ViewForm intent="save" search={search} label="Save what is shown as a view" heading="Save as">
        <NameField value="" />
        <label className="flex items-center gap-2 text-xs">
          <input type="checkbox" name="shared" className="size-4 accent-(--accent)" />
          Shared with managers
        </label>
        <button type="submit" className="button-primary">
          Save
        </button>
      </ViewForm>
    </Menu>
  );
}

interface ViewItemProps {
  readonly href: string;
  readonly name: string;
  readonly note?: string;
  readonly current: boolean;
}

function ViewItem({ href, name, note = "", current }: ViewItemProps) {
  return (
    <li>
      <Link
        href={href}
        {...(current ? { "aria-current": "true" } : {})}
        className={`flex min-h-7 items-center justify-between gap-3 rounded-sm px-2 hover:bg-hover ${current ? "font-medium" : ""}`}
      >
        <span className="max-w-52 truncate">{name}</span>
        <span className="text-2xs text-faint">{note}</span>
      </Link>
    </li>
  );
}

/** What can be done with the view that is shown: all of it with one's own, little with another's. */
function ShownView({ view, search }: { readonly view: SavedView; readonly search: string }) {
  return (
    <div className="mt-1 grid gap-1 border-t border-line pt-1">
      {view.isOwn ? (
        <ViewForm intent="rename" view={view} search={search} label="Rename the view">
          <NameField value={view.name} />
          <button type="submit" className="button">
            Rename
          </button>
        </ViewForm>
      ) : null}
      <div className="flex flex-wrap gap-1 px-2">
        <ViewForm intent="default" view={view.isDefault ? null : view} search={search} row>
          <button type="submit" className="button-quiet">
            {view.isDefault ? "Do not open first" : "Open first"}
          </button>
        </ViewForm>
        {view.isOwn ? (
          <>
            <ViewForm intent="update" view={view} search={search} row>
              <button type="submit" className="button-quiet">
                Keep changes
              </button>
            </ViewForm>
            <ViewForm intent="share" view={view} search={search} row>
              {view.shared ? null : <input type="hidden" name="shared" value="on" />}
              <button type="submit" className="button-quiet">
                {view.shared ? "Stop sharing" : "Share"}
              </button>
            </ViewForm>
            <ViewForm intent="delete" view={view} search={search} row>
              <button type="submit" className="button-quiet">
                Delete
              </button>
            </ViewForm>
          </>
        ) : null}
      </div>
    </div>
  );
}

interface ViewFormProps {
  readonly intent: string;
  /** Null for none at all. */
  readonly view?: SavedView | null;
  readonly search: string;
  readonly label?: string;
  readonly heading?: string;
  /** Buttons beside each other rather than fields below each other. */
  readonly row?: boolean;
  readonly children: ReactNode;
}

function ViewForm({ intent, view, search, label, heading, row = false, children }: ViewFormProps) {
  return (
    <Form
      method="post"
      // Its loader's address; without the index it would be that of the frame.
      action="/annotators?index"
      preventScrollReset
      {...(label ? { "aria-label": label } : {})}
      className={row ? "" : "mt-1 grid gap-1.5 border-t border-line p-2"}
    >
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="query" value={search} />
      <input type="hidden" name="current" value={search} />
      {view === undefined ? null : <input type="hidden" name="view" value={view?.id ?? 0} />}
      {heading ? <span className="text-2xs text-faint">{heading}</span> : null}
      {children}
    </Form>
  );
}

function NameField({ value }: { readonly value: string }) {
  return (
    <input
      name="name"
      required
      maxLength={60}
      defaultValue={value}
      key={value}
      placeholder="Name of the view"
      aria-label="Name of the view"
      className="field"
    />
  );
}

import { Icon } from "~/ui/icon";
import { Link } from "~/ui/link";

/** The way to one's inbox, with how many notices are not read. */
export function Bell({ unread }: { readonly unread: number }) {
  const label = unread === 0 ? "Inbox" : `Inbox, ${unread} not read`;
  return (
    <Link href="/inbox" className="button-quiet relative h-7 min-w-7 px-1.5" aria-label={label} title={label}>
      <Icon name="bell" />
      {unread > 0 ? (
        <span className="rounded-full bg-accent-soft px-1.5 text-2xs font-medium text-accent">
          {unread > 99 ? "99+" : unread}
        </span>
      ) : null}
    </Link>
  );
}

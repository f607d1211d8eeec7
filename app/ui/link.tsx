import { Form, Link as RouterLink, useInRouterContext } from "@remix-run/react";
import type { AnchorHTMLAttributes, FormEventHandler, ReactNode } from "react";

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  readonly href: string;
  /** Keep the scroll position: for links that only change the query. */
  readonly keepScroll?: boolean;
  readonly children: ReactNode;
}

/**
 * The only link. Inside the router it moves without reloading; outside it (static reports, tests) and before
 * scripts run it is a plain anchor. Downloads and other origins are always plain. Nothing is fetched before it is
 * followed: whose rows a page shows is written down as it is fetched, and a pointer that passes by has shown nobody.
 */
export function Link({ href, keepScroll = false, children, ...rest }: LinkProps) {
  const routed = useInRouterContext();
  const plain = !routed || rest.download !== undefined || /^([a-z]+:|#)/i.test(href);
  if (plain) {
    return (
      <a href={href} {...rest}>
        {children}
      </a>
    );
  }
  return (
    <RouterLink to={href} prefetch="none" preventScrollReset={keepScroll} {...rest}>
      {children}
    </RouterLink>
  );
}

export interface GetFormProps {
  readonly action: string;
  /** The query to carry along, less the names the form itself sets. */
  readonly keep?: URLSearchParams | string;
  /** Names the form's own fields set; also dropped from `keep`: "page" is dropped always. */
  readonly sets?: readonly string[];
  readonly label?: string;
  readonly className?: string;
  /** Ask again as soon as a field changes, without waiting for the button. */
  readonly submitOnChange?: boolean;
  readonly children: ReactNode;
}

/** A form whose answer is a URL: works before scripts run and keeps the rest of the query. */
export function GetForm({ action, keep = "", sets = [], children, ...rest }: GetFormProps) {
  const routed = useInRouterContext();
  const kept = [...new URLSearchParams(keep)].filter(([name]) => name !== "page" && !sets.includes(name));
  const attributes: {
    className?: string;
    "aria-label"?: string;
    onChange?: FormEventHandler<HTMLFormElement>;
  } = {
    ...(rest.className ? { className: rest.className } : {}),
    ...(rest.label ? { "aria-label": rest.label } : {}),
    ...(rest.submitOnChange ? { onChange: (event) => event.currentTarget.requestSubmit() } : {}),
  };
  const fields = (
    <>
      {kept.map(([name, value], index) => (
        <input key={`${name}-${index}`} type="hidden" name={name} value={value} />
      ))}
      {children}
    </>
  );
  if (!routed) {
    return (
      <form method="get" action={action} {...attributes}>
        {fields}
      </form>
    );
  }
  return (
    <Form method="get" action={action} preventScrollReset {...attributes}>
      {fields}
    </Form>
  );
}

import { createContext, useContext } from "react";

/** What only the server knows while it renders a page; empty in the browser. */
export interface PageContextValue {
  /** The content security policy's nonce, which browsers hide from scripts anyway. */
  readonly nonce: string;
  /** Finds a failure of this request in the log. */
  readonly errorId?: string | undefined;
}

export const PageContext = createContext<PageContextValue>({ nonce: "" });

export const usePageContext = (): PageContextValue => useContext(PageContext);

import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useMemo, useState } from "react";
import { MANAGERS, type Role } from "~/domain/viewer";
import { CommandPalette, type Command } from "~/ui/command-palette";
import { screenCommands } from "./navigation";

const PAUSE_MS = 120;

/** The command palette of the product: every screen of the role, and for managers projects and annotators by name. */
export function GoTo({ role }: { readonly role: Role }) {
  const navigate = useNavigate();
  const places = useFetcher<readonly Command[]>();
  const [text, setText] = useState("");
  const searches = MANAGERS.includes(role);
  const { load } = places;
  useEffect(() => {
    if (!searches || text.trim() === "") return;
    // One question for a word, not one for each of its letters.
    const waiting = setTimeout(() => load(`/go?q=${encodeURIComponent(text)}`), PAUSE_MS);
    return () => clearTimeout(waiting);
  }, [load, searches, text]);
  const screens = useMemo(() => screenCommands(role), [role]);
  const found = text.trim() === "" ? [] : (places.data ?? []);
  return (
    <CommandPalette
      commands={[...screens, ...found]}
      onGo={(href) => navigate(href)}
      onSearch={setText}
      placeholder={searches ? "Go to a screen, a project, an annotator" : "Go to a screen"}
      fallbackHref="#navigation"
    />
  );
}

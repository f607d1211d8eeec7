import { useEffect, useRef } from "react";
import type { ImportEvent } from "./progress.server";

/** Calls `onEvent` with everything imports say while the page is open, whoever sends the files. */
export function useImportEvents(onEvent: (event: ImportEvent) => void): void {
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => {
    const source = new EventSource("/imports/progress");
    source.onmessage = ({ data }: MessageEvent<string>) => latest.current(JSON.parse(data) as ImportEvent);
    return () => source.close();
  }, []);
}

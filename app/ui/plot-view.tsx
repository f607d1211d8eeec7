import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from "react";
import type { Plot } from "./plot";
import { PlotStatic } from "./plot-static";

export interface PlotViewProps {
  readonly plot: Plot;
  /** The chart's title, for the accessible name. */
  readonly title: string;
  /** Read instead of the drawing. */
  readonly reading: string;
}

const PlotLive = lazy(() => import("./plot-live"));

/**
 * A plot in the page. The server sends the finished drawing; once it is in view and the browser is at rest, Recharts
 * takes over with the same geometry and adds tooltip and arrow keys. Without scripts the drawing simply stays.
 */
export function PlotView({ plot, title, reading }: PlotViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const width = useWidthWhenSeen(root);
  const still = <PlotStatic plot={plot} label={`${title}. ${reading}`} />;
  return (
    <div ref={root} style={{ height: plot.height }}>
      {width === undefined ? (
        still
      ) : (
        <Suspense fallback={still}>
          <PlotLive plot={plot} width={width} title={title} reading={reading} />
        </Suspense>
      )}
    </div>
  );
}

/** The element's width from the first time it is near the view, and again whenever it changes. */
function useWidthWhenSeen(root: RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    const views = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        views.disconnect();
        whenIdle(() => sizes.observe(element));
      },
      { rootMargin: "200px" },
    );
    views.observe(element);
    // Paper has another width: print the drawing that needs none.
    const print = () => setWidth(undefined);
    window.addEventListener("beforeprint", print);
    return () => {
      window.removeEventListener("beforeprint", print);
      views.disconnect();
      sizes.disconnect();
    };
  }, [root]);
  return width;
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 200);
}

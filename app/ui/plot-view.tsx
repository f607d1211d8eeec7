import { useEffect, useRef, useState, type ComponentType, type RefObject } from "react";
import type { Plot } from "./plot";
import type { PlotLiveProps } from "./plot-live";
import { PlotStatic } from "./plot-static";

export interface PlotViewProps {
  readonly plot: Plot;
  /** The chart's title, for the accessible name. */
  readonly title: string;
  /** Read instead of the drawing. */
  readonly reading: string;
}

/**
 * A plot in the page. The server sends the finished drawing; once it is in view and the browser is at rest, Recharts
 * takes over with the same geometry and adds tooltip and arrow keys. Without scripts, or when that part of them does
 * not arrive, the drawing simply stays.
 */
export function PlotView({ plot, title, reading }: PlotViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const { Live, width } = useLivePlot(root);
  return (
    <div ref={root} style={{ height: plot.height }}>
      {Live && width !== undefined ? (
        <Live plot={plot} width={width} title={title} reading={reading} />
      ) : (
        <PlotStatic plot={plot} label={`${title}. ${reading}`} />
      )}
    </div>
  );
}

interface LivePlot {
  readonly Live?: ComponentType<PlotLiveProps>;
  readonly width?: number | undefined;
}

/** Recharts and the element's width, from the first time the element is near the view. */
function useLivePlot(root: RefObject<HTMLElement | null>): LivePlot {
  const [live, setLive] = useState<LivePlot>({});
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const sizes = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width > 0) setLive((before) => ({ ...before, width }));
    });
    const views = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        views.disconnect();
        whenIdle(() => {
          import("./plot-live").then(
            (module) => {
              setLive((before) => ({ ...before, Live: module.default }));
              sizes.observe(element);
            },
            // Offline, or a newer version was deployed: the still drawing says the same.
            () => undefined,
          );
        });
      },
      { rootMargin: "200px" },
    );
    views.observe(element);
    // Paper has another width: print the drawing that needs none.
    const print = () => setLive(({ Live }) => (Live ? { Live } : {}));
    window.addEventListener("beforeprint", print);
    return () => {
      window.removeEventListener("beforeprint", print);
      views.disconnect();
      sizes.disconnect();
    };
  }, [root]);
  return live;
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 200);
}

import { chartCsv, type ChartTable } from "./chart-table";

/** Saves a chart's numbers or its drawing as a file. Loaded only when somebody asks. */
export async function saveChart(
  kind: "csv" | "svg" | "png",
  name: string,
  title: string,
  table: ChartTable,
  frame: HTMLElement | null,
): Promise<void> {
  if (kind === "csv")
    return save(new Blob([chartCsv(table)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  if (!frame) return;
  const drawing = standalone(frame, await drawingIn(frame), title);
  const file = new Blob([drawing.text], { type: "image/svg+xml;charset=utf-8" });
  if (kind === "svg") return save(file, `${name}.svg`);
  save(await rasterise(file, drawing.width, drawing.height), `${name}.png`);
}

function save(blob: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}

/** There is none for a moment while the live chart takes the still drawing's place. */
async function drawingIn(frame: HTMLElement): Promise<SVGSVGElement> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const drawing = frame.querySelector("svg");
    if (drawing) return drawing;
    if (performance.now() > until) throw new Error("this chart has no drawing to save");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A busy machine is slow to start the download, and one that starts after the address is taken back has nothing. */
const KEPT_MS = 60_000;
const PATIENCE_MS = 10_000;

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;
const TITLE_PX = 28;

/** The drawing with its styles written into it, on the page's ground, with its title above. */
function standalone(frame: HTMLElement, source: SVGSVGElement, title: string) {
  const box = frame.getBoundingClientRect();
  const own = source.getBoundingClientRect();
  const [width, height] = [Math.round(box.width), Math.round(box.height) + TITLE_PX];
  const copy = source.cloneNode(true) as SVGSVGElement;
  inlineStyles(source, copy);
  copy.setAttribute("x", String(own.left - box.left));
  copy.setAttribute("y", String(own.top - box.top + TITLE_PX));
  copy.setAttribute("width", String(own.width));
  copy.setAttribute("height", String(own.height));
  const style = getComputedStyle(document.documentElement);
  const ground = style.getPropertyValue("--surface");
  const ink = style.getPropertyValue("--ink");
  const heading = document.createElementNS("http://www.w3.org/2000/svg", "text");
  heading.textContent = title;
  heading.setAttribute("style", `font: 600 14px system-ui, sans-serif; fill: ${ink}`);
  heading.setAttribute("x", "12");
  heading.setAttribute("y", "20");
  const serializer = new XMLSerializer();
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" fill="${ground}"/>` +
    `${serializer.serializeToString(heading)}${serializer.serializeToString(copy)}</svg>`;
  return { text, width, height };
}

function inlineStyles(source: Element, copy: Element): void {
  const computed = getComputedStyle(source);
  if (computed.display === "none") return copy.remove();
  copy.removeAttribute("class");
  const style = STYLES.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";");
  copy.setAttribute("style", source.tagName === "svg" ? "overflow:visible" : style);
  const copies = [...copy.children];
  [...source.children].forEach((child, index) => {
    const twin = copies[index];
    if (twin) inlineStyles(child, twin);
  });
}

async function rasterise(svg: Blob, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw the picture");
  context.scale(2, 2);
  context.drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be written"))),
      "image/png",
    );
  });
}

import type { Shot } from "./shoot";

/** A page with every picture, a row a screen: the widths beside each other, each light and dark. */
export function gallery(name: string, shots: readonly Shot[]): string {
  const rows = shots.map(({ screen, files, faults }) => {
    const images = files.map((file) => `<a href="${file}"><img src="${file}" alt="" loading="lazy"></a>`);
    const title = `${screen.path} as ${screen.role ?? "nobody"}`;
    const found = faults.map((fault) => `<p>${escaped(fault)}</p>`).join("");
    return `<h2>${escaped(title)}</h2>${found}<div>${images.join("")}</div>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(name)}</title>
<style>
  body { font: 14px sans-serif; background: #888; }
  div { display: flex; gap: 8px; align-items: start; }
  img { height: 900px; max-width: 100%; object-fit: cover; object-position: top; }
</style>
<h1>${escaped(name)}</h1>
${rows.join("\n")}
</html>
`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

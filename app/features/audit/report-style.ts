/** The look of the printed report: it must not depend on any other file. */
export const STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; background: #fff; margin: 0; }
main { max-width: 900px; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 28px; } h2 { font-size: 20px; margin-top: 36px; } h3 { font-size: 16px; } small { color: #5a6675; font-weight: 400; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: 12px 0; }
th, td { text-align: left; padding: 5px 8px; border-bottom: 1px solid #dfe4ea; vertical-align: top; }
.facts th { width: 130px; font-weight: 500; color: #5a6675; }
.question { font-style: italic; } .sum { font: 11px/1.5 ui-monospace, monospace; word-break: break-all; } .number { text-align: right; white-space: nowrap; }
.flagged { font-weight: 700; text-decoration: underline; } .insufficient { color: #5a6675; font-style: italic; }
dt { font-weight: 600; margin-top: 8px; } dd { margin: 0; } dd ul { margin: 0; padding-left: 20px; }
svg { width: 100%; max-width: 640px; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: #1c2430; } .bar { fill: #4a6fa5; } .range, .curve { stroke: #4a6fa5; stroke-width: 2; fill: none; } .dot { fill: #1f3b63; }
svg .quiet { fill: #5a6675; } .grid { stroke: #dfe4ea; } .reference { stroke: #a5541f; stroke-dasharray: 4 3; } .axis { stroke: #5a6675; fill: none; } .band { fill: #c9d6e8; }
figure { margin: 12px 0; } figcaption { color: #5a6675; }
section > h2 { break-after: avoid; } table, figure, dl > * { break-inside: avoid; } @page { size: A4; margin: 16mm; }
@media print { main { padding: 0; } a { color: inherit; text-decoration: none; } details { display: none; } }
`;

export interface FlowNode {
  readonly id: string;
  readonly label: string;
}

export interface Flow {
  /** Index of the stage it leaves. */
  readonly stage: number;
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface FlowLayoutInput {
  /** Moments or windows, in order: "March", "April". */
  readonly stages: readonly string[];
  /** From top to bottom at every stage: tiers from highest to lowest. */
  readonly nodes: readonly FlowNode[];
  /** Those who stay are a flow from a node to itself. */
  readonly flows: readonly Flow[];
}

export interface FlowBlock extends FlowNode {
  readonly stage: number;
  readonly count: number;
  /** Shares of the drawing's width and height. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface FlowLink extends Flow {
  readonly fromLabel: string;
  readonly toLabel: string;
  /** An SVG path in a hundred by hundred square. */
  readonly path: string;
}

/** Of the height, between two blocks of a stage. */
const GAP = 0.045;

/** Places blocks and links; heights are in proportion to counts, with one scale for all stages. */
export function flowLayout(input: FlowLayoutInput): { blocks: FlowBlock[]; links: FlowLink[] } {
  const { stages, nodes, flows } = input;
  const totals = stages.map((_, stage) => nodes.map((node) => countAt(flows, node.id, stage, stages.length)));
  const largest = Math.max(1, ...totals.map((counts) => counts.reduce((sum, count) => sum + count, 0)));
  const scale = (1 - GAP * Math.max(0, nodes.length - 1)) / largest;
  const blocks = stages.flatMap((_, stage) => {
    let y = 0;
    return nodes.map((node, index): FlowBlock => {
      const count = totals[stage]?.[index] ?? 0;
      const block = {
        ...node,
        stage,
        count,
        x: stage / Math.max(1, stages.length - 1),
        y,
        height: count * scale,
      };
      y += block.height + GAP;
      return block;
    });
  });
  return { blocks: blocks.filter((block) => block.count > 0), links: placeLinks(input, blocks, scale) };
}

/** What a node holds at a stage: what leaves it, or at the last stage what reaches it. */
function countAt(flows: readonly Flow[], id: string, stage: number, stages: number): number {
  const last = stage === stages - 1;
  return flows
    .filter((flow) =>
      last ? flow.stage === stage - 1 && flow.to === id : flow.stage === stage && flow.from === id,
    )
    .reduce((sum, flow) => sum + flow.count, 0);
}

function placeLinks(
  { nodes, flows }: FlowLayoutInput,
  blocks: readonly FlowBlock[],
  scale: number,
): FlowLink[] {
  const rank = (id: string) => nodes.findIndex((node) => node.id === id);
  const ordered = [...flows]
    .filter((flow) => flow.count > 0)
    .sort((a, b) => a.stage - b.stage || rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
  const used = new Map<string, number>();
  const take = (key: string, size: number) => {
    const offset = used.get(key) ?? 0;
    used.set(key, offset + size);
    return offset;
  };
  return ordered.flatMap((flow) => {
    const from = blocks.find((block) => block.stage === flow.stage && block.id === flow.from);
    const to = blocks.find((block) => block.stage === flow.stage + 1 && block.id === flow.to);
    if (!from || !to) return [];
    const size = flow.count * scale;
    const y0 = from.y + take(`${flow.stage}>${flow.from}`, size);
    const y1 = to.y + take(`${flow.stage}<${flow.to}`, size);
    const path = ribbon(from.x, y0, to.x, y1, size);
    return [{ ...flow, fromLabel: from.label, toLabel: to.label, path }];
  });
}

function ribbon(x0: number, y0: number, x1: number, y1: number, size: number): string {
  const n = (value: number) => (value * 100).toFixed(2);
  const middle = n((x0 + x1) / 2);
  return (
    `M${n(x0)} ${n(y0)}C${middle} ${n(y0)} ${middle} ${n(y1)} ${n(x1)} ${n(y1)}V${n(y1 + size)}` +
    `C${middle} ${n(y1 + size)} ${middle} ${n(y0 + size)} ${n(x0)} ${n(y0 + size)}Z`
  );
}

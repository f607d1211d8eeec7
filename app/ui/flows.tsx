import { ChartFrame, type ChartText } from "./chart-frame";
import { flowLayout, type FlowLayoutInput } from "./flow-layout";
import { formatCount } from "./format";
import { colour, percent, type Tone } from "./plot";

export interface FlowsProps extends ChartText, FlowLayoutInput {
  /** What moves: "annotators". */
  readonly noun: string;
  readonly height?: number;
}

const SIDE_PX = 8;
const TOP_PX = 22;

/** Who went from where to where between one stage and the next; both ends keep the order of the tiers. */
export function Flows(props: FlowsProps) {
  const { stages, flows, nodes, noun, height = 260 } = props;
  const label = (id: string) => nodes.find((node) => node.id === id)?.label ?? id;
  return (
    <ChartFrame
      {...props}
      height={height}
      empty={flows.every((flow) => flow.count === 0) ? `No ${noun} in this period.` : undefined}
      table={{
        columns: [
          { header: "Between" },
          { header: "From" },
          { header: "To" },
          { header: noun, numeric: true },
        ],
        rows: flows.map((flow) => [
          `${stages[flow.stage] ?? ""} to ${stages[flow.stage + 1] ?? ""}`,
          label(flow.from),
          label(flow.to),
          { text: formatCount(flow.count), raw: flow.count },
        ]),
      }}
    >
      <FlowDrawing {...props} height={height} />
    </ChartFrame>
  );
}

function FlowDrawing(props: FlowsProps & { readonly height: number }) {
  const { stages, nodes, noun, height, title, reading } = props;
  const layout = flowLayout(props);
  const tone = (id: string): Tone => ((nodes.findIndex((node) => node.id === id) % 8) + 1) as Tone;
  return (
    <div style={{ height, padding: `${TOP_PX}px ${SIDE_PX}px 8px` }}>
      <svg
        role="img"
        aria-label={`${title}. ${reading}`}
        width="100%"
        height={height - TOP_PX - 8}
        className="block overflow-visible"
      >
        {stages.map((stage, index) => (
          <text
            key={stage}
            x={percent(index / Math.max(1, stages.length - 1))}
            y={-8}
            textAnchor={anchor(index, stages.length)}
          >
            {stage}
          </text>
        ))}
        <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
          {layout.links.map((link) => (
            <path
              key={`${link.stage}-${link.from}-${link.to}`}
              data-mark=""
              d={link.path}
              fill={colour(tone(link.from))}
              opacity={link.from === link.to ? 0.14 : 0.38}
            >
              <title>{`${link.fromLabel} to ${link.toLabel}: ${formatCount(link.count)} ${noun}`}</title>
            </path>
          ))}
        </svg>
        {layout.blocks.map((block) => (
          <g key={`${block.stage}-${block.id}`}>
            <svg x={percent(block.x)} y={percent(block.y)} height={percent(block.height)} overflow="visible">
              <rect
                x={block.stage === 0 ? 0 : block.stage === stages.length - 1 ? -6 : -3}
                width={6}
                height="100%"
                fill={colour(tone(block.id))}
              />
              {isNamed(block.stage, stages.length) ? (
                <text
                  x={block.stage === stages.length - 1 ? -12 : 12}
                  y="50%"
                  dy="0.32em"
                  textAnchor={block.stage === stages.length - 1 ? "end" : "start"}
                  className={
                    block.stage > 0 && block.stage < stages.length - 1
                      ? "chart-label tick-wide"
                      : "chart-label"
                  }
                >
                  {`${block.label} ${formatCount(block.count)}`}
                </text>
              ) : null}
            </svg>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** The last column's names stand where those of the one before it would: with many columns there is no room for both. */
const isNamed = (stage: number, count: number): boolean => count <= 4 || stage !== count - 2;

const anchor = (index: number, count: number): "start" | "middle" | "end" =>
  index === 0 ? "start" : index === count - 1 ? "end" : "middle";

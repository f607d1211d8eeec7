/** Line drawings on a 16 by 16 grid. A new one is a new line here. */
const PATHS = {
  menu: "M2 4h12M2 8h12M2 12h12",
  chevron: "m6 3 5 5-5 5",
  "chevron-down": "m3 6 5 5 5-5",
  "sort-up": "M8 13V3m0 0L4 7m4-4 4 4",
  "sort-down": "M8 3v10m0 0 4-4m-4 4L4 9",
  sort: "m5 6 3-3 3 3M5 10l3 3 3-3",
  close: "m4 4 8 8m0-8-8 8",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14",
  download: "M8 2v8m0 0 3-3m-3 3L5 7M3 13h10",
  upload: "M8 10V2m0 0L5 5m3-3 3 3M3 13h10",
  columns: "M2 3h12v10H2zM6 3v10M10 3v10",
  filter: "M2 3h12l-4.5 5.5V13l-3-1.5v-3z",
  check: "m3 8.5 3.5 3.5L13 4.5",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-7v4m0-6v.5",
  caution: "M8 2 1.5 13.5h13zM8 6.5v3.5m0 1.5v.5",
  lock: "M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  empty: "M2 9h3.5l1 2h3l1-2H14M2 9l2-6h8l2 6v4H2z",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5m0 11V15M1 8h1.5m11 0H15M3 3l1 1m8 8 1 1m0-10-1 1M4 12l-1 1",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z",
  gauge: "M2.5 12a6 6 0 1 1 11 0M8 10l3-4",
  people:
    "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-4.5 5.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6m1.5 2c1.5.5 2.5 1.8 2.5 3.7",
  folder: "M2 4h4l1.5 2H14v7H2z",
  target: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-3v.01",
  scales: "M8 2v12m-3 0h6M3 4h10M3 4 1 9h4zm10 0-2 5h4z",
  layers: "m8 2 6 3-6 3-6-3zm-6 6 6 3 6-3M2 11l6 3 6-3",
  pattern: "M2 12l3.5-5 3 3L14 3M2 14h12",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9v3l2 2",
  bell: "M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11zM6.5 14.5h3",
  message: "M2 3h12v8H8l-3 3v-3H2z",
  book: "M3 2h4a1 1 0 0 1 1 1v11a1 1 0 0 0-1-1H3zm10 0H9a1 1 0 0 0-1 1v11a1 1 0 0 1 1-1h4z",
  settings: "M2 5h6m4 0h2M2 11h2m4 0h6M8 5a2 2 0 1 0 4 0 2 2 0 0 0-4 0ZM4 11a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z",
  person: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5",
  calendar: "M2 4h12v10H2zm0 3h12M5 2v3m6-3v3",
  up: "m4 10 4-4 4 4",
  down: "m4 6 4 4 4-4",
  mark: "M3 6h10M3 10h10",
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}

/** Decoration beside words: hidden from screen readers, so never the only content of a control without a label. */
export function Icon({ name, size = 16, className = "" }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "mark" ? 2.5 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

import type { ReactElement } from "react";
import { CalendarHeat } from "~/ui/calendar-heat";
import { Distribution } from "~/ui/distribution";
import { Flows } from "~/ui/flows";
import { FunnelPlot } from "~/ui/funnel-plot";
import { HoursClock } from "~/ui/hours-clock";
import { IntervalPlot } from "~/ui/interval-plot";
import { LorenzCurve } from "~/ui/lorenz-curve";
import { SmallMultiples } from "~/ui/small-multiples";
import { SurvivalCurve } from "~/ui/survival-curve";
import { TimeSeries } from "~/ui/time-series";
import {
  gold,
  daily,
  bins,
  people,
  limits,
  funnel,
  tenths,
  curve,
  tiers,
  flows,
  calendar,
  hours,
  panels,
} from "./gallery-data";

/** Every chart once, with plausible numbers. */
export const CHARTS: readonly { readonly name: string; readonly chart: ReactElement }[] = [
  {
    name: "a time series with a band",
    chart: (
      <TimeSeries
        title="Gold accuracy"
        reading="Between 86 % and 95 % on every day; two days unmeasured."
        unit={{ kind: "ratio" }}
        series={[{ name: "Gold accuracy", points: gold }]}
        rules={[{ value: 0.85, name: "Bar 85 %" }]}
        events={[{ at: "2026-02-01", name: "Policy 3" }]}
        note="UTC days, gold judgments of all projects"
        methodHref="#method"
      />
    ),
  },
  {
    name: "a time series of several lines",
    chart: (
      <TimeSeries
        title="Judgments a day"
        reading="Above plan since mid January."
        unit={{ kind: "count" }}
        series={[
          { name: "Ratings", points: daily(900, 200) },
          { name: "Preferences", points: daily(560, 120) },
          { name: "Rewrites", points: daily(240, 40) },
          { name: "Plan", quiet: true, points: gold.map(({ at }) => ({ at, value: 950 })) },
        ]}
      />
    ),
  },
  {
    name: "a distribution on a log axis",
    chart: (
      <Distribution
        title="Handling time"
        reading="Half of all judgments took less than 26 s; one in ten more than 71 s."
        unit={{ kind: "seconds" }}
        log
        bins={bins}
        noun="judgments"
        rules={[
          { value: 26, name: "Median" },
          { value: 71, name: "P90" },
        ]}
        axisLabel="active time, log axis"
      />
    ),
  },
  {
    name: "an interval plot",
    chart: (
      <IntervalPlot
        title="Gold accuracy by annotator"
        reading="The intervals of 14 of 17 overlap: the data do not rank them."
        noun="Annotator"
        unit={{ kind: "ratio" }}
        rows={people}
        rules={[{ value: 0.9, name: "Bar 90 %" }]}
      />
    ),
  },
  {
    name: "a funnel plot",
    chart: (
      <FunnelPlot
        title="Gold accuracy against n"
        reading="Three of 120 annotators lie beyond what chance alone would give."
        points={funnel}
        limits={limits}
        centre={{ value: 0.9, name: "Mean 90 %" }}
        unit={{ kind: "ratio" }}
        nNoun="gold judgments"
        noun="Annotator"
      />
    ),
  },
  {
    name: "a Lorenz curve",
    chart: (
      <LorenzCurve
        title="Premium batches"
        reading="The fullest fifth received 44 % of premium batches; a lottery would give 22 to 30 %."
        curve={tenths.map((share) => ({ people: share, held: share ** 3 }))}
        nullBand={tenths.map((share) => ({ people: share, low: share ** 2, high: (share + share ** 2) / 2 }))}
        noun="premium batches"
      />
    ),
  },
  {
    name: "a survival curve",
    chart: (
      <SurvivalCurve
        title="Time to an answer"
        reading="Half of all appeals are answered within 20 days; the clock is 14."
        groups={[
          {
            name: "Appeals",
            points: curve([
              [0, 1],
              [5, 0.88],
              [8, 0.75],
              [20, 0.5],
              [45, 0.22],
            ]),
            censored: [12, 30],
          },
          {
            name: "Disputes",
            points: curve([
              [0, 1],
              [3, 0.9],
              [9, 0.7],
              [13, 0.4],
              [22, 0.2],
            ]),
            censored: [11, 21],
          },
        ]}
        unit={{ kind: "number", digits: 0 }}
        timeLabel="days since filing"
        shareLabel="still open"
        rules={[{ value: 14, name: "14 days" }]}
      />
    ),
  },
  {
    name: "flows between tiers",
    chart: (
      <Flows
        title="Between tiers"
        reading="Nine left Royalty in each month."
        stages={["February", "March", "April"]}
        nodes={tiers}
        flows={flows}
        noun="annotators"
      />
    ),
  },
  {
    name: "a calendar",
    chart: (
      <CalendarHeat
        title="Hours a day"
        reading="The longest run without a free day was 12 days."
        days={calendar}
        unit={{ kind: "hours" }}
        marked={{ on: ["2026-01-08", "2026-02-11"], name: "rest breach" }}
        note="local days"
      />
    ),
  },
  {
    name: "the hours of the day",
    chart: (
      <HoursClock
        title="Hours of the day"
        reading="18 % of the work falls into the night."
        hours={hours}
        unit={{ kind: "hours" }}
        night={[23, 6]}
      />
    ),
  },
  {
    name: "small multiples",
    chart: (
      <SmallMultiples
        title="Agreement by project"
        reading="No project left its limits."
        panels={panels}
        unit={{ kind: "ratio" }}
        rule={{ value: 0.8, name: "Bar" }}
      />
    ),
  },
];

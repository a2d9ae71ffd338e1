// Measured rates beside theory, in decades of the gap per step.
(() => {
  function build(data, selection) {
    const w = new Set(selection.workloads),
      v = new Set(selection.variants);
    const rows = data.rates.filter((row) => w.has(row.w) && v.has(row.v));
    if (!rows.length) return { empty: "Theory names no rate for what the filters leave." };
    const label = (row) => Plots.literal(`${data.variants[row.v].label} on ${data.workloads[row.w].label}`);
    const places = rows.map((_, i) => i);
    const measured = rows.map((row) => row.measured);
    const traces = [
      {
        x: rows.map((row) => row.theory),
        y: places,
        mode: "markers",
        name: "theory",
        marker: { symbol: "line-ns", size: 13, line: { width: 2.4, color: Dom.css("--ink") } },
        customdata: rows.map((row) => Plots.literal(row.reason || "")),
        hovertemplate: "theory %{x:.3~g} decades per step<br>%{customdata}<extra></extra>",
      },
      {
        x: measured,
        y: places,
        mode: "markers",
        name: "measured",
        marker: {
          symbol: "diamond",
          size: 9,
          color: rows.map((row) => (row.agrees === false ? Dom.css("--c3") : Dom.css("--c0"))),
        },
        error_x: {
          type: "data",
          symmetric: false,
          array: rows.map((row) => Math.max(0, row.high - row.measured)),
          arrayminus: rows.map((row) => Math.max(0, row.measured - row.low)),
          thickness: 1.6,
          width: 0,
          color: Dom.css("--soft"),
        },
        customdata: rows.map((row) => `${Format.count(row.first)} to ${Format.count(row.last)}`),
        hovertemplate: "measured %{x:.3~g} decades per step, steps %{customdata}<extra></extra>",
      },
    ];
    return {
      wide: 600,
      traces,
      rows: [
        ["variant", "workload", "measured", "low", "high", "theory", "agrees", "reason"],
        ...rows.map((row) => [
          data.variants[row.v].label,
          data.workloads[row.w].label,
          row.measured,
          row.low,
          row.high,
          row.theory,
          row.agrees,
          row.reason,
        ]),
      ],
      layout: {
        height: 110 + 18 * rows.length,
        margin: { l: 52, r: 12, t: 36, b: 44 },
        legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", itemclick: false, itemdoubleclick: false },
        xaxis: Plots.axis("decades of the gap per step", { type: "log" }),
        yaxis: Plots.axis("", {
          tickmode: "array",
          tickvals: places,
          ticktext: rows.map(label),
          range: [rows.length - 0.4, -0.6],
        }),
      },
      clicked: (point) => Highlight.pick(data.variants[rows[point.pointIndex].v].slug),
    };
  }
  Charts.add("rates", { build });
})();

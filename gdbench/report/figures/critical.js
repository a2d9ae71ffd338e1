// Critical-difference diagram of the selection: mean ranks with bars over those that are not told apart.
(() => {
  const { named, tickNames, colourOf, names } = Ranked;
  function build(data, selection) {
    const rows = selection.result.ranked,
      workloads = selection.workloads.length;
    if (rows.length < 3 || workloads < 3) return { empty: "A rank test needs three variants and three workloads." };
    const ranks = Tests.meanRanks(Tests.blocks(rows, workloads, data.seeds));
    const order = ranks.map((_, i) => i).sort((a, b) => ranks[a] - ranks[b] || a - b);
    const bars = Tests.bars(order, Tests.apart(data, ranks, workloads));
    const sorted = order.map((i) => rows[i]);
    const low = Math.min(...ranks),
      wide = Math.max(...ranks) - low || 1;
    const traces = [
      {
        x: order.map((i) => ranks[i]),
        y: order.map((_, place) => place),
        mode: "markers",
        showlegend: false,
        marker: { symbol: "diamond", size: 10, color: sorted.map((row) => colourOf(data, row)) },
        text: tickNames(data, sorted),
        hovertemplate: "%{text}: mean rank %{x:.2f}<extra></extra>",
      },
    ];
    const shapes = bars.map(([first, last], i) => ({
      type: "line",
      x0: low + wide * (1.06 + 0.03 * i),
      x1: low + wide * (1.06 + 0.03 * i),
      y0: first - 0.3,
      y1: last + 0.3,
      line: { color: Dom.css("--soft"), width: 3 },
    }));
    const difference = Tests.critical(rows.length, workloads, data.quantiles);
    if (difference)
      shapes.push({
        type: "line",
        x0: low,
        x1: low + difference,
        y0: -1.2,
        y1: -1.2,
        line: { color: Dom.css("--ink"), width: 2 },
      });
    const ruler = difference
      ? [
          {
            x: low + difference,
            y: -1.2,
            xanchor: "left",
            showarrow: false,
            text: ` critical difference ${difference.toFixed(1)}`,
            font: { size: 11.5 },
          },
        ]
      : [];
    return {
      wide: 520,
      traces,
      rows: [["variant", "mean_rank"], ...order.map((i) => [named(data, rows[i]), ranks[i]])],
      layout: {
        height: 90 + 17 * rows.length,
        shapes,
        annotations: ruler,
        xaxis: Plots.axis(`average rank over ${workloads} workloads (1 is best)`, {
          range: [low - 0.05 * wide, low + wide * (1.1 + 0.03 * bars.length)],
        }),
        yaxis: names("y", data, sorted, { range: [rows.length - 0.4, -1.9] }),
      },
      clicked: (point) => Highlight.pick(data.variants[sorted[point.pointIndex].variant].slug),
    };
  }
  Charts.add("critical", { build });
})();

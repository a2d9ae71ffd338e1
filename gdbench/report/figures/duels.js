// Duels of the selection: how often the variant of a row beats that of a column.
(() => {
  const { named, tickNames, names } = Ranked;
  function build(data, selection) {
    const rows = selection.result.ranked;
    if (rows.length < 2) return { empty: "A duel needs two variants." };
    const wins = Tests.duels(rows);
    const labels = tickNames(data, rows);
    const places = rows.map((_, i) => i);
    const traces = [
      {
        type: "heatmap",
        z: wins,
        x: places,
        y: places,
        zmin: 0,
        zmax: 1,
        xgap: 1.5,
        ygap: 1.5,
        hoverongaps: false,
        colorscale: [
          [0, "#d55e00"],
          [0.5, Dom.css("--card")],
          [1, "#0173b2"],
        ],
        customdata: wins.map((row, i) => row.map((_, j) => [labels[i], labels[j]])),
        hovertemplate: "%{customdata[0]} beats %{customdata[1]}: %{z:.0%}<extra></extra>",
        colorbar: { tickformat: ".0%", thickness: 10, outlinewidth: 0, len: 0.5, title: { text: "" } },
      },
    ];
    const sure = Tests.sure(data, rows);
    const apart = wins.flatMap((row, i) => row.map((_, j) => [i, j])).filter(([i, j]) => sure(i, j));
    traces.push({
      x: apart.map(([, j]) => j),
      y: apart.map(([i]) => i),
      mode: "markers",
      marker: { size: 3.2, color: "#ffffff", opacity: 0.85 },
      hoverinfo: "skip",
      showlegend: false,
    });
    const size = Math.min(240 + 19 * rows.length, 900);
    return {
      wide: 300 + 15 * rows.length,
      traces,
      rows: [
        ["variant", "against", "wins"],
        ...wins.flatMap((row, i) =>
          row.map((value, j) => [named(data, rows[i]), named(data, rows[j]), value]).filter((_, j) => j !== i),
        ),
      ],
      layout: {
        height: size,
        ...(Dom.root.clientWidth > size + 100 ? { width: size + 60 } : {}),
        xaxis: names("x", data, rows, { tickangle: -90, range: [-0.5, rows.length - 0.5] }),
        yaxis: names("y", data, rows, { range: [rows.length - 0.5, -0.5], showgrid: false }),
      },
      clicked: (point) => Highlight.pick(data.variants[rows[Math.round(point.y)].variant].slug),
    };
  }
  Charts.add("duels", { build });
})();

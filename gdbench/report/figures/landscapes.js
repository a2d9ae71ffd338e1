// Paths of single runs on a landscape.
(() => {
  const scale = () => [
    [0, "#1d2855"],
    [0.25, "#1e6187"],
    [0.5, "#3e8f8d"],
    [0.75, "#7dba8f"],
    [1, "#d2e5c4"],
  ];

  function field(data, w) {
    const {
      values,
      shape: [tall, wide],
    } = data.arrays[`field_${w}`];
    return Array.from({ length: tall }, (_, row) =>
      Array.from(values.subarray(row * wide, (row + 1) * wide), (code) => code / 100 - 20),
    );
  }
  function build(data, selection) {
    const there = data.landscapes.filter((each) => selection.workloads.includes(each.w));
    if (!there.length) return { empty: "The filters leave no problem of two dimensions." };
    const chosen = there.find((each) => data.workloads[each.w].slug === State.state.land) ?? there[0];
    const { x, y } = chosen,
      z = field(data, chosen.w);
    const rows = [["workload", "variant", "sample", "x1", "x2"]];
    const traces = [
      {
        type: "contour",
        z,
        x0: x[0],
        dx: (x[1] - x[0]) / (z[0].length - 1),
        y0: y[0],
        dy: (y[1] - y[0]) / (z.length - 1),
        ncontours: 20,
        colorscale: scale(),
        line: { width: 0.4, color: "#ffffff" },
        hovertemplate: "gap 10^%{z:.1f} at (%{x:.3~g}, %{y:.3~g})<extra></extra>",
        colorbar: { title: { text: "log₁₀ gap", font: { size: 12 } }, thickness: 10, outlinewidth: 0 },
      },
    ];
    for (const variant of shown(data, selection, chosen)) traces.push(...path(data, chosen, variant, rows));
    const star = { mode: "markers", showlegend: false, hovertemplate: "%{meta}<extra></extra>" };
    traces.push({
      ...star,
      x: chosen.minimisers.map(([a]) => a),
      y: chosen.minimisers.map(([, b]) => b),
      meta: "minimiser",
      marker: { symbol: "star", size: 13, color: "#ffffff", line: { width: 1.2, color: "#1d2329" } },
    });
    traces.push({
      ...star,
      x: [chosen.start[0]],
      y: [chosen.start[1]],
      meta: "start",
      marker: { symbol: "circle", size: 10, color: "#ffffff", line: { width: 1.5, color: "#1d2329" } },
    });
    return {
      traces,
      rows,
      layout: {
        height: 540,
        margin: { l: 52, r: 12, t: 60, b: 44 },
        legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0, itemclick: false, itemdoubleclick: false },
        xaxis: Plots.axis("x₁", { range: x, showgrid: false }),
        yaxis: Plots.axis("x₂", { range: y, showgrid: false }),
      },
      clicked: (point) => point.data.slug && Highlight.pick(point.data.slug),
    };
  }
  function path(data, chosen, variant, rows) {
    const points = chosen.paths[variant.index].filter(([a, b]) => a !== null && b !== null);
    points.forEach(([a, b], i) => rows.push([data.workloads[chosen.w].label, variant.label, i, a, b]));
    const at = {
      x: points.map(([a]) => a),
      y: points.map(([, b]) => b),
      mode: "lines",
      hoverinfo: "skip",
      showlegend: false,
    };
    const { line } = Looks.line(variant);
    return [
      { ...at, line: { color: "#ffffff", width: 4 }, opacity: 0.7 },
      {
        ...at,
        mode: "lines+markers",
        marker: { size: 4, color: line.color },
        line: { color: line.color, width: 2.2 },
        name: Plots.literal(variant.label),
        slug: variant.slug,
        showlegend: true,
        hoverinfo: "all",
        hovertemplate: "(%{x:.3~g}, %{y:.3~g})<extra>%{fullData.name}</extra>",
      },
    ];
  }
  function shown(data, selection, chosen) {
    const own = selection.variants
      .map((index) => ({ ...data.variants[index], index }))
      .filter(({ index }) => chosen.paths[index]);
    const picked = own.filter(({ slug }) => State.state.v.includes(slug));
    const coloured = own.filter(({ colour }) => colour !== null).sort((a, b) => a.colour - b.colour);
    return picked.length ? picked : coloured.length ? coloured : own.slice(0, 4);
  }
  Charts.add("landscapes", { build, words: ["land"] });
})();

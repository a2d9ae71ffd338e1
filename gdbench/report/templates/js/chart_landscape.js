// A two-dimensional problem from above, with the paths of the highlighted variants, or of the best ranked.
const LandscapeChart = (() => {
  function build(data, selection) {
    const there = data.landscapes.filter((each) => selection.workloads.includes(each.w));
    if (!there.length) return { empty: "The filters leave no problem of two dimensions." };
    const chosen = there.find((each) => data.workloads[each.w].slug === State.state.land) ?? there[0];
    const { x, y } = chosen, field = data.arrays[`field_${chosen.w}`], [tall, wide] = field.shape;
    const z = Array.from({ length: tall }, (_, row) => Array.from({ length: wide }, (_, column) => data.exponent(field.values[row * wide + column])));
    const rows = [["variant", "step", "x1", "x2"]];
    const traces = [{
      type: "contour", z, x0: x[0], dx: (x[1] - x[0]) / (wide - 1), y0: y[0], dy: (y[1] - y[0]) / (tall - 1), ncontours: 22, colorscale: scale(), line: { width: 0.4, color: Dom.css("--paper") },
      hovertemplate: "gap 10^%{z:.1f} at (%{x:.3~g}, %{y:.3~g})<extra></extra>", colorbar: { title: { text: "log₁₀ gap", font: { size: 12 } }, thickness: 10, outlinewidth: 0 },
    }];
    for (const variant of shown(data, selection)) {
      const path = chosen.paths[variant.index];
      if (!path) continue;
      const look = Looks.line(variant);
      path.forEach(([a, b], i) => rows.push([variant.label, i, a, b]));
      traces.push({ x: path.map(([a]) => a), y: path.map(([, b]) => b), mode: "lines+markers", marker: { size: 3.5, color: look.line.color }, line: { ...look.line, width: 2 }, name: Plots.literal(variant.label), slug: variant.slug,
        showlegend: true, hovertemplate: "(%{x:.3~g}, %{y:.3~g})<extra>%{fullData.name}</extra>" });
    }
    const star = { mode: "markers", showlegend: false, hovertemplate: "%{meta}<extra></extra>" };
    traces.push({ ...star, x: chosen.minimisers.map(([a]) => a), y: chosen.minimisers.map(([, b]) => b), meta: "minimiser", marker: { symbol: "star", size: 13, color: "#ffffff", line: { width: 1.2, color: "#1d2329" } } });
    traces.push({ ...star, x: [chosen.start[0]], y: [chosen.start[1]], meta: "start", marker: { symbol: "circle", size: 10, color: "#ffffff", line: { width: 1.5, color: "#1d2329" } } });
    return {
      traces, rows,
      layout: { height: 520, legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 }, xaxis: Plots.axis("x₁", { range: x, showgrid: false }), yaxis: Plots.axis("x₂", { range: y, showgrid: false }) },
      clicked: (point) => point.data.slug && Highlight.pick(point.data.slug),
    };
  }
  const scale = () => [[0, "#1d2855"], [0.25, "#1e6187"], [0.5, "#3e8f8d"], [0.75, "#7dba8f"], [1, "#d2e5c4"]];
  function shown(data, selection) {
    const kept = new Set(selection.variants);
    const own = data.variants.map((variant, index) => ({ ...variant, index })).filter(({ index }) => kept.has(index));
    const picked = own.filter(({ slug }) => State.state.v.includes(slug));
    return picked.length ? picked : own.filter(({ colour }) => colour !== null).sort((a, b) => a.colour - b.colour);
  }
  return { build };
})();

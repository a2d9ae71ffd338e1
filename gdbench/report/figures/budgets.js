// What fewer trials of tuning would have given in the selection.
(() => {
  function build(data, selection) {
    const rows = [["variant", "k", "area"]];
    const traces = selection.variants
      .map((v) => {
        const variant = data.variants[v],
          look = Looks.line(variant);
        const y = Trials.bestOf(data, selection, v),
          x = y.map((_, i) => i + 1);
        y.forEach((area, i) => rows.push([variant.label, i + 1, area]));
        return {
          x,
          y,
          mode: "lines",
          name: Plots.literal(variant.label),
          slug: variant.slug,
          line: look.line,
          opacity: look.opacity,
          order: look.order,
          showlegend: look.named,
          legendrank: variant.colour ?? 99,
          hovertemplate: "area %{y:.2f} with %{x} trials<extra>%{fullData.name}</extra>",
        };
      })
      .filter((trace) => trace.x.length > 1)
      .sort((a, b) => a.order - b.order);
    if (!traces.length) return null;
    return {
      traces,
      rows,
      layout: {
        height: 400,
        xaxis: Plots.axis("trials of tuning a workload", { rangemode: "normal" }),
        yaxis: Plots.axis("expected score of the best trial", { rangemode: "tozero" }),
      },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }
  Charts.add("budgets", { build });
})();

// Performance profile, data profile, and distribution of run lengths: the whole selection in one figure.
(() => {
  const KINDS = {
    performance: ({ axis }) => [
      "solved (workload, target) pairs",
      `${axis.label}, as a multiple of the fastest`,
      "log",
    ],
    data: ({ axis }, data) => [
      `runs that reached ${Format.level(data.level)} of the start`,
      `${axis.label} / (n + 1)`,
      "linear",
    ],
    ecdf: ({ axis }) => ["reached (workload, target) pairs", `${axis.label}, with restarts`, "log"],
  };
  const FACTORS = {
    tickmode: "array",
    tickvals: [1, 2, 5, 10, 20, 50, 100],
    ticktext: [1, 2, 5, 10, 20, 50, 100].map((factor) => `${factor}×`),
  };

  function curves(kind, data, selection) {
    const { costs, competitors, workloads } = selection;
    if (kind === "data") return Profiles.dataProfile(data, costs, competitors, workloads, data.level);
    if (kind === "ecdf") return Profiles.runLengths(data, costs, competitors, workloads);
    const pairs = Profiles.pairsOf(data, workloads);
    return Profiles.performance(
      competitors.map((each) => Profiles.expected(data, costs, each, pairs).map(({ ert }) => ert)),
    );
  }
  function build(data, selection) {
    const kind = State.state.curve || "performance";
    const [up, across, type] = KINDS[kind](selection, data);
    if (!selection.competitors.length || !selection.workloads.length) return null;
    const { x, shares } = curves(kind, data, selection);
    const rows = [["variant", "setting", "x", "share"]];
    const traces = selection.competitors
      .map(({ variant: v, entity }, i) => {
        const variant = data.variants[v];
        const look = Looks.line(variant);
        const name = variant.label + (entity ? " (defaults)" : "");
        x.forEach((value, point) => rows.push([variant.label, entity ? "default" : "tuned", value, shares[i][point]]));
        return {
          x,
          y: shares[i],
          name: Plots.literal(name),
          mode: "lines",
          slug: variant.slug,
          opacity: look.opacity * (entity ? 0.55 : 1),
          order: look.order,
          line: { ...look.line, shape: kind === "ecdf" ? "linear" : "hv", ...(entity ? { dash: "1.5px,2px" } : {}) },
          showlegend: look.named,
          legendrank: variant.colour ?? 99,
          hovertemplate: `%{y:.0%} within %{x:.3~g}<extra>%{fullData.name}</extra>`,
        };
      })
      .sort((a, b) => a.order - b.order);
    const xType = State.state.x && kind !== "data" ? "linear" : State.state.x && kind === "data" ? "log" : type;
    return {
      traces,
      rows,
      layout: {
        height: 400,
        xaxis: Plots.axis(across, { type: xType, ...(kind === "performance" && xType === "log" ? FACTORS : {}) }),
        yaxis: Plots.axis(up, { range: [0, 1.01], tickformat: ".0%" }),
      },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }
  Charts.add("profile", { build, words: ["curve", "x"] });
})();

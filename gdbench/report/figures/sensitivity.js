// Scores against learning rates in the selection, one panel per variant.
(() => {
  const colours = () => ({
    stable: Dom.css("--c2"),
    slow: Dom.css("--thread"),
    oscillating: Dom.css("--c4"),
    diverged: Dom.css("--c3"),
  });

  function shown(data, selection) {
    const asked = data.bySlug.get(State.state.sens);
    if (asked) return [asked];
    const known = new Set(
      data.arrays.trial_variant.values.filter((_, i) => !Number.isNaN(data.arrays.trial_rate.values[i])),
    );
    const there = selection.variants.filter((v) => known.has(v)).map((v) => ({ ...data.variants[v], index: v }));
    const picked = there.filter((variant) => State.state.v.includes(variant.slug));
    return (
      picked.length ? picked : there.filter((variant) => variant.colour !== null).sort((a, b) => a.colour - b.colour)
    ).slice(0, 7);
  }
  function build(data, selection) {
    const variants = shown(data, selection);
    if (!variants.length) return null;
    const rows = [["variant", "workload", "learning_rate", "area", "label"]];
    const traces = [],
      axes = {},
      shapes = [],
      tones = colours();
    const height = variants.length === 1 ? 380 : 130;
    variants.forEach((variant, place) => {
      const trials = Trials.of(data, selection, variant.index);
      for (const { w, rate, area, label } of trials)
        rows.push([variant.label, data.workloads[w].label, rate, area, label]);
      const id = place ? String(place + 1) : "";
      const from = 1 - (place + 1) / variants.length,
        tall = 1 / variants.length;
      const mean = Trials.scoresByRate(data, selection, variant.index);
      const good = Trials.goodInterval(data, selection, variant.index);
      if (good)
        shapes.push({
          type: "rect",
          xref: "x",
          yref: "paper",
          x0: good[0],
          x1: good[1],
          y0: from + 0.06 * tall,
          y1: from + 0.94 * tall,
          fillcolor: Looks.clear(Looks.colour(variant), 0.12),
          line: { width: 0 },
          layer: "below",
        });
      const shared = { yaxis: `y${id}`, showlegend: false, slug: variant.slug };
      for (const label of data.trialLabels) {
        const dots = trials.filter((trial) => trial.label === label && trial.rate > 0);
        traces.push({
          ...shared,
          type: "scatter",
          mode: "markers",
          x: dots.map(({ rate }) => rate),
          y: dots.map(({ area }) => area),
          name: label,
          legendgroup: label,
          showlegend: place === 0,
          marker: {
            size: variants.length === 1 ? 7 : 4.5,
            color: tones[label],
            opacity: 0.55,
            symbol: { stable: "circle", slow: "square", oscillating: "diamond", diverged: "x" }[label],
          },
          text: dots.map(({ w }) => Plots.literal(data.workloads[w].label)),
          hovertemplate: `%{text}: area %{y:.2f} at %{x:.2~e}, ${label}<extra>${"%{meta}"}</extra>`,
          meta: Plots.literal(variant.label),
        });
      }
      traces.push({
        ...shared,
        mode: "lines+markers",
        x: mean.map(({ rate }) => rate),
        y: mean.map(({ area }) => area),
        line: { color: Looks.colour(variant), width: 2 },
        marker: { size: 5 },
        name: Plots.literal(variant.label),
        hovertemplate: "mean area %{y:.2f} at %{x:.2~e}<extra>%{fullData.name}</extra>",
      });
      axes[`yaxis${id}`] = Plots.axis("", {
        domain: [from + 0.06 * tall, from + 0.94 * tall],
        rangemode: "tozero",
        nticks: 4,
        title: { text: Plots.literal(variant.label), font: { size: 12, color: Dom.css("--ink") } },
      });
    });
    return {
      traces,
      rows,
      layout: {
        height: 70 + height * variants.length,
        shapes,
        margin: { l: 70, r: 12, t: 12, b: 44 },
        xaxis: Plots.axis("learning rate", {
          type: "log",
          dtick: 1,
          anchor: `y${variants.length > 1 ? variants.length : ""}`,
        }),
        ...axes,
      },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }
  Charts.add("sensitivity", { build, words: ["sens"] });
})();

// What each step of a single run is made of.
(() => {
  const PARTS = { gradient: "--c0", scaling: "--c4", memory: "--c2", decay: "--c3", clipping: "--c1", noise: "--c6" };
  function build(data) {
    const chosen = data.cards[Number(State.state.card) || 0] ?? data.cards[0];
    const { step } = chosen;
    const log = (values) => values.map((value) => (value > 0 ? value : null));
    const parts = Object.keys(PARTS).filter((name) => chosen.parts[name]?.some((value) => value > 0));
    const whole = step.map((_, i) => parts.reduce((sum, name) => sum + (chosen.parts[name][i] || 0), 0) || 1);
    const traces = parts.map((name) => ({
      x: step,
      y: chosen.parts[name].map((value, i) => (value || 0) / whole[i]),
      name,
      stackgroup: "parts",
      mode: "lines",
      line: { width: 0.5, color: Dom.css(PARTS[name]) },
      fillcolor: Looks.clear(Dom.css(PARTS[name]), 0.6),
      hovertemplate: "%{y:.0%} at step %{x}<extra>%{fullData.name}</extra>",
    }));
    const norm = (name, values, colour, dash) =>
      traces.push({
        x: step,
        y: log(values),
        yaxis: "y2",
        name,
        mode: "lines",
        line: { color: Dom.css(colour), width: 1.8, dash },
        hovertemplate: "%{y:.2~e} at step %{x}<extra>%{fullData.name}</extra>",
      });
    norm("norm of the step", chosen.step_norm, "--ink", "solid");
    norm("norm of the gradient", chosen.gradient_norm, "--soft", "3px,2px");
    traces.push({
      x: step,
      y: chosen.cosine,
      yaxis: "y3",
      name: "cosine",
      mode: "lines",
      line: { color: Dom.css("--accent"), width: 1.8 },
      hovertemplate: "cosine %{y:.2f} at step %{x}<extra></extra>",
    });
    const names = ["step", "value", "gradient_norm", "step_norm", "cosine", ...Object.keys(chosen.parts)];
    const rows = step.map((at, i) => [
      at,
      chosen.value[i],
      chosen.gradient_norm[i],
      chosen.step_norm[i],
      chosen.cosine[i],
      ...Object.values(chosen.parts).map((values) => values[i]),
    ]);
    return {
      traces,
      rows: [names, ...rows],
      layout: {
        height: 560,
        xaxis: Plots.axis("steps", { type: "log", dtick: 1, anchor: "y3" }),
        yaxis: Plots.axis("share of the step", { range: [0, 1], tickformat: ".0%", domain: [0.56, 1] }),
        yaxis2: Plots.axis("norm", { type: "log", domain: [0.25, 0.5], nticks: 4, dtick: null }),
        yaxis3: Plots.axis("cosine", { range: [-1.05, 1.05], domain: [0, 0.19], nticks: 3 }),
      },
      clicked: () => null,
    };
  }
  Charts.add("card", { build, words: ["card"] });
})();

// One workload large: median and quartiles of every variant; a click on a line shows the single runs of that cell.
(() => {
  let opened = null; // { w, v } whose runs are shown

  const workloadOf = (data, selection) =>
    selection.workloads.find((w) => data.workloads[w].slug === State.state.w) ?? selection.workloads[0];

  function share(workload, start) {
    return workload.relative ? 1 / start : 1;
  }
  function lines(data, selection, w, variant, index) {
    const cell = data.cell(index, w);
    if (typeof cell !== "number") return [];
    const workload = data.workloads[w];
    const look = Looks.line(variant);
    const own = Curves.band(data, selection.costs, 0, cell);
    const factor = share(workload, own.start);
    const scaled = (values) => values.map((value) => value * factor);
    const colour = Looks.colour(variant);
    const name = Plots.literal(variant.label);
    const shared = {
      mode: "lines",
      slug: variant.slug,
      index,
      order: look.order,
      name,
      legendrank: variant.colour ?? 99,
      showlegend: false,
    };
    const out = [];
    if (look.named && own.x.length > 1 && look.opacity === 1) {
      const high = scaled(own.high).map((value) => Math.min(value, 1e12));
      out.push(
        { ...shared, order: -1, x: own.x, y: scaled(own.low), line: { width: 0 }, hoverinfo: "skip" },
        {
          ...shared,
          order: -1,
          x: own.x,
          y: high,
          line: { width: 0 },
          fill: "tonexty",
          fillcolor: Looks.clear(colour, 0.15),
          hoverinfo: "skip",
        },
      );
    }
    out.push({
      ...shared,
      x: own.x,
      y: scaled(own.median),
      line: look.line,
      opacity: look.opacity,
      showlegend: look.named,
      customdata: tips(data, cell, own.x),
      hovertemplate: "%{y:.2~e} after %{x:,.4~g}<br>%{customdata}<extra>%{fullData.name}</extra>",
    });
    if (State.state.defaults && look.named) {
      const plain = Curves.band(data, selection.costs, 1, cell);
      out.push({
        ...shared,
        x: plain.x,
        y: plain.median.map((value) => value * factor),
        line: { ...look.line, width: 1.3, dash: "1.5px,2.5px" },
        opacity: look.opacity * 0.8,
        hovertemplate: "%{y:.2~e} after %{x:,.4~g}, defaults<extra>%{fullData.name}</extra>",
      });
    }
    return out;
  }
  const tips = (data, cell, x) => {
    const text = Plots.literal(data.settingText(cell));
    return x.map(() => text);
  };

  function single(data, selection, w) {
    if (!opened || opened.w !== w) return [];
    const cell = data.cell(opened.v, w);
    if (typeof cell !== "number") return [];
    const variant = data.variants[opened.v];
    const runs = Curves.runs(data, selection.costs, cell);
    const start = Curves.band(data, selection.costs, 0, cell).start;
    const factor = share(data.workloads[w], start);
    const y = runs.y.map((value) => (value === null ? null : value * factor));
    return [
      {
        x: runs.x,
        y,
        customdata: runs.seed,
        mode: "lines",
        connectgaps: false,
        name: `${Plots.literal(variant.label)}, single runs`,
        order: 3,
        single: true,
        line: { color: Looks.colour(variant), width: 1 },
        opacity: 0.5,
        slug: variant.slug,
        index: opened.v,
        showlegend: true,
        hovertemplate: "run %{customdata}: %{y:.2~e} after %{x:,.4~g}<extra></extra>",
      },
    ];
  }
  const ordered = (traces) =>
    traces
      .map((trace, i) => [trace, i])
      .sort((a, b) => a[0].order - b[0].order || a[1] - b[1])
      .map(([trace]) => trace);

  function build(data, selection) {
    const w = workloadOf(data, selection);
    if (w === undefined) return null;
    const workload = data.workloads[w];
    const traces = ordered(
      selection.variants
        .flatMap((v) => lines(data, selection, w, data.variants[v], v))
        .concat(single(data, selection, w)),
    );
    if (!traces.length) return null;
    const { targets, least } = shown(workload, traces);
    const levels = workload.relative ? [1, ...targets] : targets;
    const type = (name) => (State.state[name] ? "linear" : "log");
    const measure = workload.measure.replaceAll("_", " ");
    const up = workload.relative
      ? `${measure === "value" ? "gap" : `gap of ${measure}`} as a share of its start`
      : `${measure} above the best possible`;
    const range =
      type("y") === "log"
        ? [Math.log10(least) - 0.7, workload.relative ? 1.5 : Math.log10(topOf(traces)) + 0.1]
        : [0, workload.relative ? 1.5 : topOf(traces) * 1.05];
    return {
      traces,
      rows: table(data, workload, traces),
      layout: {
        height: 460,
        showlegend: true,
        xaxis: Plots.axis(selection.axis.label, { type: type("x"), ...(type("x") === "log" ? { dtick: 1 } : {}) }),
        yaxis: Plots.axis(up, {
          type: type("y"),
          range,
          ...(type("y") === "log" ? { dtick: Math.max(1, Math.ceil((range[1] - range[0]) / 9)) } : {}),
        }),
        shapes: levels.map((level) => ({
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: level,
          y1: level,
          line: { color: Dom.css("--rule"), width: 1, dash: "1px,3px" },
          layer: "below",
        })),
      },
      clicked: (point) => open(data, { w, v: point.data.index }),
    };
  }
  // A target further than this below every gap only keeps runs going, and would squash all lines at the top.
  const BEYOND = 1e-20;
  function shown({ targets }, traces) {
    const lowest = Math.min(...traces.flatMap((trace) => trace.y.filter((value) => value > 0)));
    const near = targets.filter((level) => level > BEYOND * lowest);
    const kept = near.length ? near : [Math.max(...targets)];
    return { targets: kept, least: kept.length < targets.length ? Math.min(lowest, ...kept) : Math.min(...kept) };
  }
  const topOf = (traces) =>
    Math.max(1e-300, ...traces.flatMap((trace) => trace.y.filter((value) => Number.isFinite(value) && value < 1e11)));
  function table(data, workload, traces) {
    const rows = [["workload", "variant", "x", "gap"]];
    for (const trace of traces) {
      if (trace.fill || trace.line.width === 0) continue;
      trace.x.forEach(
        (x, i) => x !== null && rows.push([workload.label, data.variants[trace.index].label, x, trace.y[i]]),
      );
    }
    return rows;
  }
  // Show the single runs of a cell, or hide them when they are shown already; from the keyboard through the list of lines.
  function open(data, cell) {
    opened = opened && opened.w === cell.w && opened.v === cell.v ? null : cell;
    told(data);
    Plots.refresh(["explorer"]);
  }
  function told(data) {
    const line = Dom.by("opened");
    if (!line) return;
    const { lines, seeds } = data.runsKept;
    const kept = lines < seeds ? `${lines} of ${seeds} runs, evenly spread from best to worst` : `all ${seeds} runs`;
    line.textContent = opened
      ? `${data.variants[opened.v].label} on ${data.workloads[opened.w].label}: ${kept}. ${data.settingText(data.cell(opened.v, opened.w))}`
      : "";
    if (Dom.by("runs")) Dom.by("runs").value = opened ? data.variants[opened.v].slug : "";
  }

  // The controls around the figure: whose single runs, and which workload a small panel opens.
  function start(data, current) {
    Dom.by("runs")?.addEventListener("change", (event) => {
      const variant = data.bySlug.get(event.target.value);
      open(data, variant ? { w: workloadOf(data, current()), v: variant.index } : opened);
    });
    for (const button of Dom.all("button[data-open]"))
      button.addEventListener("click", () => {
        State.set({ w: button.dataset.open });
        Dom.by("explorer").scrollIntoView();
      });
  }
  function show(data, selection) {
    const w = workloadOf(data, selection);
    if (Dom.by("which") && w !== undefined) Dom.by("which").value = data.workloads[w].slug;
  }
  Charts.add("explorer", {
    build,
    start,
    show,
    words: ["w", "x", "y"],
    get opened() {
      return opened;
    },
  });
})();

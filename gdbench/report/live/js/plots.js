// Live charts: Plotly is inflated when the first figure comes near the screen, and each figure is drawn when it does.
// Needs: dom.
const Plots = (() => {
  const { by, make, css } = Dom;
  const charts = new Map(); // key → { figure, build, live, near, stale }
  let library = null;
  const narrow = () => Dom.root.clientWidth < 640;

  async function inflate() {
    const bytes = await Data.inflated(by("plotly").textContent);
    const script = make("script");
    script.textContent = new TextDecoder().decode(bytes);
    document.head.append(script);
    return globalThis.Plotly;
  }
  const plotly = () => (library ??= inflate());

  // `build()` returns { traces, layout, rows, clicked } or null where the selection leaves nothing to draw.
  function register(key, build) {
    const figure = Dom.chart(key);
    if (figure) charts.set(key, { key, figure, build, near: false, stale: true, live: null, made: null });
  }
  // On a narrow screen the name of an axis breaks after its first comma.
  const broken = (title) => (narrow() && title.length > 30 ? title.replace(", ", ",<br>") : title);
  function axis(title, more = {}) {
    const { range, type } = more;
    return {
      title: { text: broken(title), font: { size: 12 }, standoff: 8 },
      automargin: true,
      zeroline: false,
      gridcolor: css("--hair"),
      linecolor: css("--rule"),
      tickfont: { size: 11.5 },
      exponentformat: "power",
      showexponent: "all",
      minor: { ticks: "" },
      ...(type === "log" ? { dtick: range && range[1] - range[0] < 1.6 ? "D2" : 1 } : {}),
      ...more,
    };
  }
  function dressed(layout) {
    return {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      dragmode: false,
      hovermode: "closest",
      font: { family: getComputedStyle(document.body).fontFamily, size: 12.5, color: css("--soft") },
      margin: { l: 52, r: 12, t: 12, b: 44 },
      showlegend: true,
      legend: {
        font: { size: 12, color: css("--ink") },
        itemclick: false,
        itemdoubleclick: false,
        tracegroupgap: 0,
        ...(narrow() ? { orientation: "h", y: -0.22, yanchor: "top" } : { x: 1.01, y: 1 }),
      },
      hoverlabel: {
        bgcolor: css("--ink"),
        font: { color: css("--paper"), size: 12 },
        bordercolor: "rgba(0,0,0,0)",
        namelength: -1,
      },
      ...layout,
    };
  }
  // Plotly reads some markup in names; escaped names are shown literally.
  const literal = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  function empty(chart, text) {
    chart.live.replaceChildren(make("p", { class: "empty" }, text));
    chart.made = null;
  }
  async function draw(chart) {
    chart.stale = false;
    const library = await plotly();
    if (!chart.live) {
      chart.live = make("div", {
        class: "live",
        style: `min-height:${chart.figure.querySelector(".still")?.offsetHeight || 320}px`,
      });
      chart.figure.querySelector(".still").after(chart.live);
    }
    const made = chart.build();
    chart.made = made;
    chart.figure.classList.add("alive");
    if (!made || made.empty) return empty(chart, made?.empty ?? "Nothing to draw in this selection.");
    if (chart.live.querySelector(".empty")) chart.live.replaceChildren();
    const layout = dressed(made.layout);
    if (made.wide && chart.live.clientWidth < made.wide) layout.width = made.wide;
    chart.live.style.minHeight = "";
    await library.react(chart.live, made.traces, layout, {
      responsive: true,
      displayModeBar: false,
      doubleClick: "reset",
    });
    if (!chart.wired) {
      chart.wired = true;
      chart.live.on("plotly_click", (event) => chart.made?.clicked?.(event.points[0], event.event));
    }
    chart.figure.dataset.drawn = String(Number(chart.figure.dataset.drawn ?? 0) + 1);
  }
  function refresh(keys = charts.keys()) {
    for (const key of keys) {
      const chart = charts.get(key);
      if (!chart) continue;
      chart.stale = true;
      if (chart.near) draw(chart);
    }
  }
  function watch() {
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const chart = charts.get(entry.target.dataset.chart);
          if (!chart) continue;
          chart.near = entry.isIntersecting;
          if (chart.near && chart.stale) draw(chart);
        }
      },
      { rootMargin: "400px 0px" },
    );
    for (const { figure } of charts.values()) seen.observe(figure);
  }
  const drawnNow = async (key) => {
    const chart = charts.get(key);
    chart.near = true;
    await draw(chart);
    return chart;
  };
  const get = (key) => charts.get(key);
  return { literal, register, refresh, watch, axis, plotly, get, drawnNow };
})();

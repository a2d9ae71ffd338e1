// Who beats whom in the selection: mean ranks with bars, the matrix of duels, places at shorter horizons.
const RankCharts = (() => {
  const named = (data, row) => data.variants[row.variant].label + (row.entity ? " (defaults)" : "");
  const tickNames = (data, rows) => rows.map((row) => Plots.literal(named(data, row)));
  const rowsOf = (selection) => selection.result.ranked;
  const colourOf = (data, row) => {
    const variant = data.variants[row.variant];
    return variant.colour === null && !State.state.v.includes(variant.slug) ? Dom.css("--soft") : Looks.colour(variant);
  };
  function names(axis, data, rows, more = {}) {
    const places = rows.map((_, i) => i);
    return Plots.axis("", { tickmode: "array", tickvals: places, ticktext: tickNames(data, rows), autorange: false, showgrid: axis === "y", ...more });
  }

  function critical(data, selection) {
    const rows = rowsOf(selection), workloads = selection.workloads.length;
    if (rows.length < 3 || workloads < 3) return { empty: "A rank test needs three variants and three workloads." };
    const ranks = Tests.meanRanks(Tests.blocks(rows, workloads, data.seeds));
    const order = ranks.map((_, i) => i).sort((a, b) => ranks[a] - ranks[b] || a - b);
    const bars = Tests.bars(order, Tests.apart(ranks, workloads));
    const sorted = order.map((i) => rows[i]);
    const low = Math.min(...ranks), wide = Math.max(...ranks) - low || 1;
    const traces = [{
      x: order.map((i) => ranks[i]), y: order.map((_, place) => place), mode: "markers", showlegend: false,
      marker: { symbol: "diamond", size: 10, color: sorted.map((row) => colourOf(data, row)) },
      text: tickNames(data, sorted), hovertemplate: "%{text}: mean rank %{x:.2f}<extra></extra>",
    }];
    const shapes = bars.map(([first, last], i) => ({
      type: "line", x0: low + wide * (1.06 + 0.03 * i), x1: low + wide * (1.06 + 0.03 * i), y0: first - 0.3, y1: last + 0.3, line: { color: Dom.css("--soft"), width: 3 },
    }));
    const difference = Tests.critical(rows.length, workloads, data.quantiles);
    if (difference) shapes.push({ type: "line", x0: low, x1: low + difference, y0: -1.2, y1: -1.2, line: { color: Dom.css("--ink"), width: 2 } });
    const ruler = difference ? [{ x: low + difference, y: -1.2, xanchor: "left", showarrow: false, text: ` critical difference ${difference.toFixed(1)}`, font: { size: 11.5 } }] : [];
    return {
      wide: 520, traces, rows: [["variant", "mean_rank"], ...order.map((i) => [named(data, rows[i]), ranks[i]])],
      layout: {
        height: 90 + 17 * rows.length, shapes, annotations: ruler,
        xaxis: Plots.axis(`average rank over ${workloads} workloads (1 is best)`, { range: [low - 0.05 * wide, low + wide * (1.1 + 0.03 * bars.length)] }),
        yaxis: names("y", data, sorted, { range: [rows.length - 0.4, -1.9] }),
      },
      clicked: (point) => Highlight.pick(data.variants[sorted[point.pointIndex].variant].slug),
    };
  }

  function duels(data, selection) {
    const rows = rowsOf(selection);
    if (rows.length < 2) return { empty: "A duel needs two variants." };
    const wins = Tests.duels(rows);
    const labels = tickNames(data, rows);
    const places = rows.map((_, i) => i);
    const traces = [{
      type: "heatmap", z: wins, x: places, y: places, zmin: 0, zmax: 1, xgap: 1.5, ygap: 1.5, hoverongaps: false,
      colorscale: [[0, "#d55e00"], [0.5, Dom.css("--card")], [1, "#0173b2"]], customdata: wins.map((row, i) => row.map((_, j) => [labels[i], labels[j]])),
      hovertemplate: "%{customdata[0]} beats %{customdata[1]}: %{z:.0%}<extra></extra>",
      colorbar: { tickformat: ".0%", thickness: 10, outlinewidth: 0, len: 0.5, title: { text: "" } },
    }];
    const sure = Tests.sure(data, rows, selection.workloads.length);
    const apart = wins.flatMap((row, i) => row.map((_, j) => [i, j])).filter(([i, j]) => sure(i, j));
    traces.push({ x: apart.map(([, j]) => j), y: apart.map(([i]) => i), mode: "markers", marker: { size: 3.2, color: "#ffffff", opacity: 0.85 }, hoverinfo: "skip", showlegend: false });
    const size = Math.min(240 + 19 * rows.length, 900);
    return {
      wide: 300 + 15 * rows.length, traces, rows: [["variant", "against", "wins"], ...wins.flatMap((row, i) => row.map((value, j) => [named(data, rows[i]), named(data, rows[j]), value]).filter((_, j) => j !== i))],
      layout: { height: size, ...(Dom.root.clientWidth > size + 100 ? { width: size + 60 } : {}), xaxis: names("x", data, rows, { tickangle: -90, range: [-0.5, rows.length - 0.5] }), yaxis: names("y", data, rows, { range: [rows.length - 0.5, -0.5], showgrid: false }) },
      clicked: (point) => Highlight.pick(data.variants[rows[Math.round(point.y)].variant].slug),
    };
  }

  const SHARES = [0.1, 0.3, 1];
  function ladder(data, selection) {
    if (rowsOf(selection).length < 2) return { empty: "A ladder needs two variants." };
    const rungs = SHARES.map((share) => {
      const budget = selection.costs.budget.map((each) => each * share);
      return Ranks.ranking(data, { ...selection.costs, budget }, selection.competitors, selection.workloads).ranked;
    });
    const id = (row) => `${row.variant}/${row.entity}`;
    const places = rungs.map((rung) => new Map(rung.map((row, i) => [id(row), i])));
    const last = rungs[rungs.length - 1];
    const traces = last.map((row) => {
      const look = Looks.line(data.variants[row.variant], 2.2);
      const y = places.map((map) => map.get(id(row)) ?? null);
      return {
        x: SHARES.map((_, i) => i), y, mode: "lines+markers", marker: { size: 5, color: look.line.color }, line: look.line, opacity: look.opacity, order: look.order, showlegend: false,
        slug: data.variants[row.variant].slug, name: Plots.literal(named(data, row)), text: y.map((place, i) => (place === null ? "" : `place ${place + 1}, area ${rungs[i][place].area.toFixed(2)}`)),
        hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
      };
    }).sort((a, b) => a.order - b.order);
    return {
      wide: 560, traces, rows: [["horizon", "rank", "variant", "area"], ...rungs.flatMap((rung, i) => rung.map((row) => [SHARES[i], row.rank, named(data, row), row.area]))],
      layout: {
        height: 80 + 17 * last.length, margin: { l: 150, r: 190, t: 12, b: 44 },
        xaxis: Plots.axis(`share of the budget, in ${selection.axis.label}`, { tickvals: [0, 1, 2], ticktext: SHARES.map(Format.share), range: [-0.03, 2.03], showgrid: true }),
        yaxis: names("y", data, rungs[0], { range: [last.length - 0.4, -0.6], showgrid: false }),
        annotations: last.map((row, i) => ({ x: 1.01, xref: "paper", y: i, xanchor: "left", showarrow: false, text: Plots.literal(`${row.rank}  ${named(data, row)}`), font: { size: 11.5 } })),
      },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }
  return { critical: { build: critical }, duels: { build: duels }, ladder: { build: ladder } };
})();

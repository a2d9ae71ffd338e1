// Ladder of horizons of the selection: the ranking at a tenth, a third and all of the budget.
(() => {
  const { named, names } = Ranked;
  const SHARES = [0.1, 0.3, 1];
  function build(data, selection) {
    if (selection.result.ranked.length < 2) return { empty: "A ladder needs two variants." };
    const rungs = SHARES.map((share) =>
      Ranks.atHorizon(data, selection.costs, selection.competitors, selection.workloads, share),
    );
    const id = (row) => `${row.variant}/${row.entity}`;
    const places = rungs.map((rung) => new Map(rung.map((row, i) => [id(row), i])));
    const last = rungs[rungs.length - 1];
    const traces = last
      .map((row) => {
        const look = Looks.line(data.variants[row.variant], 2.2);
        const y = places.map((map) => map.get(id(row)) ?? null);
        return {
          x: SHARES.map((_, i) => i),
          y,
          mode: "lines+markers",
          marker: { size: 5, color: look.line.color },
          line: look.line,
          opacity: look.opacity,
          order: look.order,
          showlegend: false,
          slug: data.variants[row.variant].slug,
          name: Plots.literal(named(data, row)),
          text: y.map((place, i) =>
            place === null ? "" : `place ${place + 1}, area ${rungs[i][place].area.toFixed(2)}`,
          ),
          hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
        };
      })
      .sort((a, b) => a.order - b.order);
    return {
      wide: 560,
      traces,
      rows: [
        ["horizon", "rank", "variant", "area"],
        ...rungs.flatMap((rung, i) => rung.map((row) => [SHARES[i], row.rank, named(data, row), row.area])),
      ],
      layout: {
        height: 80 + 17 * last.length,
        margin: { l: 150, r: 190, t: 12, b: 44 },
        xaxis: Plots.axis(`share of the budget, in ${selection.axis.label}`, {
          tickvals: [0, 1, 2],
          ticktext: SHARES.map(Format.share),
          range: [-0.03, 2.03],
          showgrid: true,
        }),
        yaxis: names("y", data, rungs[0], { range: [last.length - 0.4, -0.6], showgrid: false }),
        annotations: last.map((row, i) => ({
          x: 1.01,
          xref: "paper",
          y: i,
          xanchor: "left",
          showarrow: false,
          text: Plots.literal(`${row.rank}  ${named(data, row)}`),
          font: { size: 11.5 },
        })),
      },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }
  Charts.add("ladder", { build });
})();

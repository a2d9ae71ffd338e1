// Downloads of a figure as it stands: SVG of what is drawn, CSV of the numbers behind it.
// Needs: dom.
const Downloads = (() => {
  const { all, make } = Dom;

  function save(name, text, type) {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  const quoted = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (rows) => `${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;

  // A live chart's SVG has the theme's colours; paper is white whatever the screen.
  async function svg(chart) {
    const library = await Plots.plotly();
    const { width, height } = chart.live.getBoundingClientRect();
    const address = await library.toImage(chart.live, { format: "svg", width, height });
    return decodeURIComponent(address.replace(/^data:image\/svg\+xml,/, ""));
  }
  function start() {
    for (const button of all("button[data-take]"))
      button.addEventListener("click", async () => {
        const figure = button.closest("figure");
        const chart = await Plots.drawnNow(figure.dataset.chart);
        if (!chart.made?.rows) return;
        if (button.dataset.take === "csv") save(`${chart.key}.csv`, csv(chart.made.rows), "text/csv");
        else save(`${chart.key}.svg`, await svg(chart), "image/svg+xml");
        figure.dataset.taken = button.dataset.take;
      });
  }
  return { start, csv, svg };
})();

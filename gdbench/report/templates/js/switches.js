// The small controls of single figures: which curve, which workload, logarithmic or linear, whose runs.
const Switches = (() => {
  const { all, by, make, pressed } = Dom;

  function start(data) {
    for (const button of all("button[data-set]"))
      button.addEventListener("click", () => {
        const { set, value } = button.dataset;
        State.set({ [set]: button.dataset.flip !== undefined && State.state[set] === value ? "" : value });
      });
    for (const select of all("select[data-set]"))
      select.addEventListener("change", () => State.set({ [select.dataset.set]: select.value }));
    by("runs")?.addEventListener("change", (event) => {
      const variant = data.bySlug.get(event.target.value);
      const w = ExplorerChart.workloadOf(data, gdbench.current());
      ExplorerChart.open(data, variant ? { w, v: variant.index } : ExplorerChart.opened);
    });
    for (const button of all("button[data-open]"))
      button.addEventListener("click", () => {
        State.set({ w: button.dataset.open });
        by("explorer").scrollIntoView();
      });
  }
  function show(data, selection) {
    for (const button of all("button[data-set]")) pressed(button, (State.state[button.dataset.set] || "") === button.dataset.value);
    for (const select of all("select[data-set]")) {
      const wanted = State.state[select.dataset.set];
      if (Array.from(select.options).some((option) => option.value === wanted)) select.value = wanted;
    }
    const w = ExplorerChart.workloadOf(data, selection);
    if (by("which") && w !== undefined) by("which").value = data.workloads[w].slug;
  }
  return { start, show };
})();

// The controls of the filter panel: pills for values, the cost axis, the rows of default settings.
// Needs: dom.
const Filters = (() => {
  const { all, by, pressed } = Dom;
  const GROUPS = ["kind", "tag", "family", "dim", "vfamily", "origin"];

  function start() {
    for (const pill of all(".pill[data-group]"))
      pill.addEventListener("click", () => State.toggle(pill.dataset.group, pill.dataset.value));
    by("clear")?.addEventListener("click", () => State.set(Object.fromEntries(GROUPS.map((name) => [name, []]))));
    by("axis")?.addEventListener("change", (event) => State.set({ axis: event.target.value }));
    by("defaults")?.addEventListener("change", (event) => State.set({ defaults: event.target.checked ? "1" : "" }));
    by("find")?.addEventListener("input", find);
  }
  function show(data, selection) {
    const { state } = State;
    for (const pill of all(".pill[data-group]")) pressed(pill, state[pill.dataset.group].includes(pill.dataset.value));
    if (by("axis")) by("axis").value = selection.axis.name === data.axes[0].name ? "" : selection.axis.name;
    if (by("defaults")) by("defaults").checked = Boolean(state.defaults);
    const parts = [
      [selection.workloads.length, data.workloads.length, "workloads"],
      [selection.variants.length, data.variants.length, "variants"],
    ];
    const text = parts.map(([kept, of, noun]) => `${kept} of ${of} ${noun}`).join(", ");
    if (by("selected")) by("selected").textContent = text;
    if (by("clear")) by("clear").hidden = !State.isFiltered();
    Dom.root.classList.toggle("filtered", State.isFiltered() || Boolean(state.axis));
    const kept = new Set(selection.workloads.map((w) => data.workloads[w].slug));
    const panels = all("[data-w]");
    for (const panel of panels) panel.hidden = !kept.has(panel.dataset.w);
    if (by("shown"))
      by("shown").textContent = kept.size < data.workloads.length ? `${kept.size} of ${data.workloads.length}` : "";
  }
  function find(event) {
    const wanted = event.target.value.trim().toLowerCase();
    const rows = all("table[data-filtered] tbody tr");
    for (const row of rows) row.hidden = !row.querySelector("th").textContent.toLowerCase().includes(wanted);
    by("found").textContent = wanted ? `${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  }
  return { start, show };
})();

// Starts the page: restores what the address says, shows it, and follows what the reader does.
async function start() {
  Dom.root.classList.add("scripted");
  Sort.start();
  const packed = Dom.by("data");
  if (!packed) {
    Dom.root.dataset.ready = "true";
    return;
  }
  const data = Model.of(Data.read(await Data.inflated(packed.textContent)));
  if (!data.rows) {
    Dom.root.dataset.ready = "true";
    return;
  }
  let selection = null,
    later = 0;

  Charts.start(data, () => selection);
  const RANKING = ["kind", "tag", "family", "dim", "vfamily", "origin", "axis", "defaults"];

  function show(changed) {
    const began = performance.now();
    const ranking = RANKING.some((name) => changed.has(name));
    if (ranking) {
      const chosen = Selection.of(data); // charts may draw at any moment: they see it when it has its result
      chosen.result = Verdict.show(data, chosen);
      selection = chosen;
      Specialists.show(data, selection, selection.result);
      Filters.show(data, selection);
      clearTimeout(later); // the small panels follow when the ranks have been shown
      later = setTimeout(() => {
        Panels.show(data, selection);
        Highlight.show(data);
      }, 30);
    }
    if (changed.has("theme")) Theme.show();
    Highlight.show(data);
    Switches.show();
    Charts.show(data, selection);
    Plots.refresh();
    Dom.root.dataset.took = (performance.now() - began).toFixed(0);
  }
  State.restore(location.hash);
  Highlight.start(data);
  Filters.start();
  Tips.start();
  Switches.start();
  Downloads.start();
  Theme.start(() => Plots.refresh());
  State.onChange(show);
  addEventListener("hashchange", () => {
    State.clear();
    State.restore(location.hash);
    show(new Set([...RANKING, "theme"]));
  });
  const told = new Set(
    Object.entries(State.state)
      .filter(([, value]) => value.length)
      .map(([name]) => name),
  );
  selection = Selection.of(data);
  show(told);
  selection.result ??= Ranks.ranking(data, selection.costs, selection.competitors, selection.workloads);
  Plots.watch();
  if (innerWidth < 640) for (const part of Dom.all("details.notes")) part.open = false;
  addEventListener("beforeprint", () => {
    for (const part of Dom.all("details.notes")) part.open = true;
  });
  Object.assign(globalThis, {
    gdbench: {
      data,
      State,
      Ranks,
      Profiles,
      Costs,
      Selection,
      Plots,
      Format,
      Bootstrap,
      Trials,
      Curves,
      Tests,
      Downloads,
      Charts,
      current: () => selection,
    },
  });
  Dom.root.dataset.ready = "true";
}
start();

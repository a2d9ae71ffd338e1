// Every live chart by the key of its figure: the scripts of figures add themselves.
const Charts = (() => {
  const known = new Map();

  // A chart has `build(data, selection)`, which returns what Plots draws, and may have `start(data, current)` for its
  // controls, `show(data, selection)` to follow a change, and `words`, the names of what it keeps in the address.
  function add(key, chart) {
    known.set(key, chart);
    State.declare(chart.words ?? []);
  }
  function start(data, current) {
    for (const [key, chart] of known) {
      Plots.register(key, () => chart.build(data, current()));
      if (Dom.chart(key)) chart.start?.(data, current);
    }
  }
  function show(data, selection) {
    for (const [key, chart] of known) if (Dom.chart(key)) chart.show?.(data, selection);
  }
  const get = (key) => known.get(key);
  return { add, start, show, get };
})();

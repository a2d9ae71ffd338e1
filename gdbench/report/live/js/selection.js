// Which workloads and variants the filters leave: any of the values inside a group, all of the groups.
const Selection = (() => {
  const WORKLOAD = {
    kind: (w) => [w.kind],
    family: (w) => [w.family],
    dim: (w) => [String(w.dim)],
    tag: (w) => w.tags,
  };
  const VARIANT = { vfamily: (v) => [v.family], origin: (v) => [v.origin] };

  function passes(unit, groups, state) {
    return Object.entries(groups).every(
      ([name, values]) => !state[name].length || values(unit).some((value) => state[name].includes(value)),
    );
  }
  const places = (units, groups, state) => units.map((_, i) => i).filter((i) => passes(units[i], groups, state));

  // Indices of what is left, and the competitors: every variant as tuned, with their defaults where asked for.
  function of(data, state = State.state) {
    const axis = data.axes.find((each) => each.name === state.axis) ?? data.axes[0];
    const costs = Costs.on(data, axis.name);
    // A workload that nobody could be evaluated on counts in the ranking of the tables, so it does here.
    const known = (w) =>
      data.cellsOf(w).some((cell) => !Number.isNaN(costs.price[cell])) ||
      (axis === data.axes[0] && !data.cellsOf(w).length);
    const workloads = places(data.workloads, WORKLOAD, state).filter(known);
    const timed = (v) =>
      workloads.some((w) => {
        const cell = data.cell(v, w);
        return typeof cell !== "number" || !Number.isNaN(costs.price[cell]);
      });
    const variants = places(data.variants, VARIANT, state).filter(timed);
    const entities = state.defaults ? [0, 1] : [0];
    const competitors = entities.flatMap((entity) => variants.map((variant) => ({ variant, entity })));
    return { axis, costs, workloads, variants, competitors };
  }
  return { of };
})();

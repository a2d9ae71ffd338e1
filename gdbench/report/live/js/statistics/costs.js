// What a hit cost on the axis of choice: evaluations as stored, or times a price per evaluation or per step.
const Costs = (() => {
  const known = new WeakMap(); // data → axis → costs

  // { hit [E, C, S, T], spent [E, C, S], budget [C], unit [C] } for entities E: tuned, default.
  function on(data, axis) {
    if (!known.has(data)) known.set(data, new Map());
    const own = known.get(data);
    if (!own.has(axis)) own.set(axis, priced(data, data.axes.find((each) => each.name === axis) ?? data.axes[0]));
    return own.get(axis);
  }
  function priced(data, axis) {
    const { hit_cost, hit_step, spent, steps } = data.arrays;
    const price = data.arrays[`price_${axis.name}`].values;
    const [entities, cells, seeds, targets] = hit_cost.shape;
    const hits = axis.per === "step" ? hit_step.values : hit_cost.values;
    const ends = axis.per === "step" ? steps.values : spent.values;
    const hit = new Float64Array(hits.length);
    const whole = new Float64Array(ends.length);
    for (let e = 0, i = 0, j = 0; e < entities; e++)
      for (let c = 0; c < cells; c++)
        for (let s = 0; s < seeds; s++) {
          for (let t = 0; t < targets; t++, i++)
            hit[i] = Number.isFinite(hit_cost.values[i]) ? hits[i] * price[c] : hit_cost.values[i];
          whole[j] = ends[j++] * price[c];
        }
    const budget = data.arrays[`budget_${axis.name}`].values;
    const unit = data.arrays[`unit_${axis.name}`].values;
    return { axis, hit, spent: whole, budget, unit, price };
  }
  return { on };
})();

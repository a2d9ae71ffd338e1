// The formulas of gdbench/measures.py.
const Measures = (() => {
  // 1 for a hit at the first call, 0 for one at the budget or for a miss, in between by the logarithm of the calls.
  function area(calls, budget) {
    return Math.min(Math.max(1 - Math.log(Math.max(calls, 1)) / Math.log(budget), 0), 1);
  }
  const charged = (cost, spent) => (Number.isFinite(cost) ? cost : spent);
  const expectedTime = (calls, solved) => (solved > 0 ? calls / solved : Infinity);
  return { area, charged, expectedTime };
})();

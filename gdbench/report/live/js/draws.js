// The random integers of numpy's default generator (PCG64, O'Neill 2014; bounded as by Lemire 2019), repeated number
// for number, so that a bootstrap in the browser draws what gdbench/tables draws. The seeded state comes with the data.
const Draws = (() => {
  // 128-bit numbers: the state as four 32-bit limbs, the multiplier as eight 16-bit ones, lowest first. A sum of products
  // of the two stays below 2^53, so that plain numbers hold it exactly.
  const [M0, M1, M2, M3, M4, M5, M6, M7] = [0xf645, 0x9fcc, 0xdf64, 0x4385, 0x5da4, 0x1fc6, 0xed05, 0x2360];
  const HALF = 65536, WORD = 4294967296;

  class Generator {
    constructor({ state, inc }) {
      [this.s0, this.s1, this.s2, this.s3] = state;
      this.inc = inc.flatMap((limb) => [limb % HALF, Math.floor(limb / HALF)]);
      this.kept = -1;
    }
    // state ← state · multiplier + increment, modulo 2^128.
    step() {
      const { s0, s1, s2, s3, inc } = this;
      let sum = s0 * M0 + inc[0], carry = Math.floor(sum / HALF), low = sum - carry * HALF;
      sum = s0 * M1 + inc[1] + carry; carry = Math.floor(sum / HALF);
      this.s0 = low + (sum - carry * HALF) * HALF;
      sum = s0 * M2 + s1 * M0 + inc[2] + carry; carry = Math.floor(sum / HALF); low = sum - carry * HALF;
      sum = s0 * M3 + s1 * M1 + inc[3] + carry; carry = Math.floor(sum / HALF);
      this.s1 = low + (sum - carry * HALF) * HALF;
      sum = s0 * M4 + s1 * M2 + s2 * M0 + inc[4] + carry; carry = Math.floor(sum / HALF); low = sum - carry * HALF;
      sum = s0 * M5 + s1 * M3 + s2 * M1 + inc[5] + carry; carry = Math.floor(sum / HALF);
      this.s2 = low + (sum - carry * HALF) * HALF;
      sum = s0 * M6 + s1 * M4 + s2 * M2 + s3 * M0 + inc[6] + carry; carry = Math.floor(sum / HALF); low = sum - carry * HALF;
      sum = s0 * M7 + s1 * M5 + s2 * M3 + s3 * M1 + inc[7] + carry; carry = Math.floor(sum / HALF);
      this.s3 = low + (sum - carry * HALF) * HALF;
    }
    // 32 bits: the lower half of a 64-bit output first, then the upper one.
    next() {
      if (this.kept >= 0) {
        const kept = this.kept;
        this.kept = -1;
        return kept;
      }
      this.step();
      const { s0, s1, s2, s3 } = this;
      const low = (s0 ^ s2) >>> 0, high = (s1 ^ s3) >>> 0, turn = s3 >>> 26;
      const [a, b] = turn & 32 ? [high, low] : [low, high];
      const by = turn & 31;
      const first = by ? ((a >>> by) | (b << (32 - by))) >>> 0 : a;
      this.kept = by ? ((b >>> by) | (a << (32 - by))) >>> 0 : b;
      return first;
    }
    // An integer in [0, n), n below 2^20; `least` keeps the draw even.
    below(n, least = (WORD - n) % n) {
      if (n === 1) return 0;
      for (;;) {
        const product = this.next() * n, whole = Math.floor(product / WORD);
        if (product - whole * WORD >= least) return whole;
      }
    }
  }

  const known = new Map();
  // How often each of W · S runs is drawn, [draws][W · S]: workloads first, then seeds within each.
  function multiplicities(seeded, workloads, seeds, draws) {
    const key = `${workloads}/${seeds}/${draws}`;
    if (!known.has(key)) {
      const generator = new Generator(seeded);
      const size = workloads * seeds;
      const out = new Uint8Array(draws * size);
      const chosen = new Uint32Array(workloads);
      const ofWorkloads = (WORD - workloads) % workloads, ofSeeds = (WORD - seeds) % seeds;
      for (let d = 0; d < draws; d++) {
        for (let k = 0; k < workloads; k++) chosen[k] = generator.below(workloads, ofWorkloads);
        for (let k = 0; k < workloads; k++)
          for (let s = 0; s < seeds; s++) out[d * size + chosen[k] * seeds + generator.below(seeds, ofSeeds)]++;
      }
      if (known.size > 12) known.clear();
      known.set(key, out);
    }
    return known.get(key);
  }
  return { Generator, multiplicities };
})();

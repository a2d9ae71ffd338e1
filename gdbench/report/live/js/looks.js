// How variants look: their own colour and dash, or the one that highlighting lends them.
// Needs: dom.
const Looks = (() => {
  const { css } = Dom;
  const LENT = ["--h0", "--h1", "--h2", "--h3"];
  const lent = new Map();

  // Picked variants without a colour of their own take the first lent one that is free.
  function lend(data, slugs) {
    for (const slug of lent.keys()) if (!slugs.includes(slug)) lent.delete(slug);
    for (const slug of slugs) {
      const variant = data.bySlug.get(slug);
      if (!variant || variant.colour !== null || lent.has(slug)) continue;
      const taken = new Set(lent.values());
      lent.set(slug, LENT.find((name) => !taken.has(name)) ?? LENT[0]);
    }
  }
  function variable(variant) {
    if (variant.colour !== null) return `--c${variant.colour}`;
    return lent.get(variant.slug) ?? "--thread";
  }
  const colour = (variant) => css(variable(variant));
  function clear(colour, alpha) {
    const parts = colour
      .match(/[0-9a-f]{2}/gi)
      ?.slice(0, 3)
      .map((pair) => parseInt(pair, 16)) ?? [128, 128, 128];
    return `rgba(${parts},${alpha})`;
  }
  // Line properties in a live chart; threads lie thin and below.
  function line(variant, width = 2) {
    const picked = State.state.v.includes(variant.slug);
    const thread = variant.colour === null && !picked;
    const faded = State.state.v.length > 0 && !picked;
    const dash = variant.dash.length ? variant.dash.map((part) => `${part * width}px`).join(",") : "solid";
    return {
      line: { color: colour(variant), width: picked ? width + 0.8 : thread ? 0.8 : width, dash },
      opacity: faded ? 0.25 : 1,
      order: picked ? 2 : thread ? 0 : 1,
      named: !thread,
    };
  }
  return { lend, variable, colour, clear, line };
})();

// Highlighting: a few variants, lit in every figure and table.
// Needs: dom.
const Highlight = (() => {
  const { all, by, make, pressed, root } = Dom;
  const sheet = document.head.appendChild(make("style"));

  function pick(slug, on) {
    if (Highlight.names.has(slug)) State.toggle("v", slug, on);
  }
  function show(data) {
    const slugs = State.state.v.filter((slug) => data.bySlug.has(slug));
    Looks.lend(data, slugs);
    root.classList.toggle("picking", slugs.length > 0);
    sheet.textContent = slugs
      .map((slug) => {
        const name = CSS.escape(slug),
          colour = `var(${Looks.variable(data.bySlug.get(slug))})`;
        return (
          `html.picking .v-${name},html.picking .b-${name}{opacity:1}` +
          `html.picking .v-${name} path{stroke:${colour}!important;stroke-width:2.2!important}`
        );
      })
      .join("");
    const lit = new Set(slugs);
    for (const button of all(".vn")) pressed(button, lit.has(button.dataset.v));
    for (const row of all("tr[data-v]")) row.classList.toggle("lit", lit.has(row.dataset.v));
    for (const slug of slugs) for (const line of all(`g.v-${CSS.escape(slug)}`)) line.parentNode.append(line);
    by("picked")?.replaceChildren(...slugs.map((slug) => chip(data.bySlug.get(slug))));
  }
  function chip(variant) {
    const line = make("i");
    line.style.borderColor = `var(${Looks.variable(variant)})`;
    const button = make(
      "button",
      { type: "button", class: "chip", "aria-label": `Stop highlighting ${variant.label}` },
      line,
      `${variant.label} ×`,
    );
    button.addEventListener("click", () => pick(variant.slug, false));
    return button;
  }
  function start(data) {
    Highlight.names = new Map(data.variants.map((variant) => [variant.slug, variant.label]));
    by("pick")?.addEventListener("change", (event) => {
      pick(event.target.value, true);
      event.target.value = "";
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".vn");
      if (button) pick(button.dataset.v);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && State.state.v.length) State.set({ v: [] });
    });
  }
  return { start, show, pick, names: new Map() };
})();

// Short names for what is done with the document. Text from data is inserted as text, never as markup.
const Dom = (() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const chart = (key) => document.querySelector(`figure[data-chart="${CSS.escape(key)}"]`);
  const by = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
      if (value !== null && value !== undefined && value !== false)
        element.setAttribute(name, value === true ? "" : value);
    element.append(...children);
    return element;
  }
  function draw(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  function pressed(button, on) {
    button.setAttribute("aria-pressed", String(on));
  }
  return { root, all, by, chart, make, draw, css, pressed };
})();

// Tips over the small panels: the name of the line nearest to the pointer, and its numbers.
// Needs: dom.
const Tips = (() => {
  const { all, by, root } = Dom;
  const tip = by("tip");
  const lines = new WeakMap();

  function points(path) {
    if (!lines.has(path)) lines.set(path, (path.getAttribute("d").match(/-?[\d.]+/g) ?? []).map(Number));
    return lines.get(path);
  }
  function heightAt(numbers, x) {
    for (let i = 0; i + 3 < numbers.length; i += 2) {
      const x0 = numbers[i],
        y0 = numbers[i + 1],
        x1 = numbers[i + 2],
        y1 = numbers[i + 3];
      if (x0 <= x && x <= x1 && x1 > x0) return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
    }
    return NaN;
  }
  function nearest(svg, x, y) {
    const picked = State.state.v;
    let best = null;
    for (const group of all("g.v", svg)) {
      const path = group.querySelector("path");
      if (!path) continue;
      const slug = group.classList[1].slice(2);
      const distance = Math.abs(heightAt(points(path), x) - y) + (picked.length && !picked.includes(slug) ? 6 : 0);
      if (distance < 12 && (!best || distance < best.distance)) best = { slug, distance };
    }
    return best;
  }
  const short = (number) =>
    number >= 0.001 && number < 1e5 ? String(Number(number.toPrecision(2))) : Format.number(number);
  function locate(figure, event) {
    const svg = figure.querySelector("svg");
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y, found: nearest(svg, point.x, point.y) };
  }
  function read(figure, { x, y }) {
    const [left, right, top, bottom, x0, x1, y0, y1] = figure.dataset.frame.split(",").map(Number);
    const across = 10 ** (x0 + ((x - left) / (right - left)) * (x1 - x0));
    const up = y0 + ((bottom - y) / (bottom - top)) * (y1 - y0);
    return `${short(10 ** up)} after ${across < 10 ? short(across) : Format.count(across)}`;
  }
  function start() {
    for (const figure of all("figure.panel[data-frame]")) {
      figure.addEventListener("pointermove", (event) => {
        if (!event.target.closest("svg")) return;
        const here = locate(figure, event);
        tip.hidden = !here.found;
        if (!here.found) return;
        tip.textContent = `${Highlight.names.get(here.found.slug)}: ${read(figure, here)}`;
        tip.style.left = `${Math.min(event.pageX + 12, root.clientWidth - tip.offsetWidth - 12)}px`;
        tip.style.top = `${event.pageY - 34}px`;
      });
      figure.addEventListener("pointerleave", () => {
        tip.hidden = true;
      });
      figure.addEventListener("click", (event) => {
        if (!event.target.closest("svg")) return;
        const { found } = locate(figure, event);
        if (found) Highlight.pick(found.slug);
      });
    }
  }
  return { start };
})();

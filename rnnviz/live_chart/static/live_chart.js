// A chart that is drawn once, and whose parts then move: nothing is taken off the page while a training runs.

import { lengthOf } from "./above.js";
import { axes } from "./axes.js";
import { crossing } from "./cross.js";
import { isDark } from "./dark.js";
import { assign, element, shape, write } from "./element.js";
import { layoutOf } from "./layout.js";
import { legend } from "./legend.js";
import { levels } from "./levels.js";
import { lines } from "./lines.js";
import { readingOf } from "./reading.js";
import { position, short } from "./short.js";
import { lookUp } from "./words.js";

const TEXT = 0.875; // rem: in a lecture hall everything is larger
const USUAL = 14; // pixels of it, on a page for one reader
const TALLEST = 0.62; // of the window

export function liveChart(parent) {
  const title = element("p", { class: "title" });
  const list = legend();
  const parts = [axes(), levels(), lines()];
  const cross = crossing(draw);
  const nothing = shape("text", { class: "nothing", "text-anchor": "middle" });
  const figure = shape("svg", { role: "img" }, ...parts.map(({ node }) => node), cross.node, nothing);
  const root = element("div", { class: "rnnviz live-chart" }, title, list.node, element("div", { class: "frame" }, figure, cross.area));
  parent.append(root);
  let chart = null;
  let frame = 0;

  const watch = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  });
  watch.observe(root);

  function receive(data) {
    root.classList.toggle("dark", isDark(root));
    root.lang = data.language;
    // All places that can be looked at, whichever line is there.
    const places = [...new Set(data.positions.flat())].sort((one, other) => one - other);
    if (cross.here() !== null && !places.includes(cross.here())) cross.forget();
    chart = { ...data, places };
    draw();
  }

  function draw() {
    const width = Math.floor(root.clientWidth);
    if (!chart || width === 0) return;
    const words = lookUp(chart.words);
    const text = Math.max(TEXT * parseFloat(getComputedStyle(document.documentElement).fontSize), lengthOf(root, "--rnnviz-least-text"));
    const height = text > USUAL ? Math.max(Math.min((chart.height * text) / USUAL, TALLEST * innerHeight), chart.height) : chart.height;
    root.style.setProperty("--text", `${text}px`);
    const layout = layoutOf(chart, width, height, text);
    for (const [name, value] of Object.entries({ width, height: layout.height, viewBox: `0 0 ${width} ${layout.height}` })) assign(figure, name, value);
    for (const part of parts) part.update(chart, layout);

    const last = chart.places.at(-1);
    const here = cross.here();
    const readings = chart.lines.map((line) => readingOf(chart, line, here ?? last ?? 0, words));
    const where = last === undefined ? "" : words(here === null ? "last" : "here", { across: chart.across, x: position(here ?? last) });
    list.update(chart, readings, where);
    write(title, chart.title);
    write(nothing, last === undefined ? words("nothing") : "");
    assign(nothing, "x", (layout.box.left + layout.box.right) / 2);
    assign(nothing, "y", (layout.box.top + layout.box.bottom) / 2);

    const told = said(readings, where);
    cross.update(chart, layout, readings, told);
    assign(cross.area, "aria-label", words("cross", { title: chart.title }));
    assign(figure, "aria-label", last === undefined ? `${chart.title}: ${words("nothing")}` : `${chart.title}. ${told}`);

    function said(all, place) {
      const values = chart.lines.map(({ name }, k) => words("value", { name, value: all[k].text }));
      const compared = chart.levels.map(({ name, value }) => words("value", { name, value: short(value) }));
      return words("summary", { where: place, values: [...values, ...compared].join(words("comma")) });
    }
  }

  return {
    receive,
    remove() {
      watch.disconnect();
      cancelAnimationFrame(frame);
      root.remove();
    },
  };
}

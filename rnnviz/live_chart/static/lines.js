// The lines themselves: a stroke, dots where there are few values or one stands alone, marks for what is no number.

import { assign, shape } from "./element.js";
import { pool } from "./pool.js";

const FEW = 40; // values that each have a dot
const MANY = 200; // values whose line is thin
const ARM = 0.36; // em of a cross
const DASHES = { // in widths of the line
  solid: [], dash: [3, 3], dot: [0.2, 1.9], dashdot: [3, 2, 0.2, 2], longdash: [5.5, 2.5], longdashdot: [5.5, 2, 0.2, 2],
};
const WIDTH = 0.18; // em, as in the style sheet

export function lines() {
  const node = shape("g", { class: "lines" });
  const show = pool(node, line);

  function update(chart, layout) {
    show(chart.lines, (part, each) => {
      dress(part.node, each);
      const drawn = pathsOf(each, chart.positions[each.on], layout);
      part.node.classList.toggle("thin", each.values.length > MANY);
      assign(part.stroke, "stroke-dasharray", dashes(each.dash, layout.text));
      for (const name of ["stroke", "dots", "edge", "missing"]) assign(part[name], "d", drawn[name]);
    });
  }
  return { node, update };
}

function line() {
  const [stroke, dots, edge, missing] = ["stroke", "dots", "edge", "missing"].map((name) => shape("path", { class: name }));
  return { node: shape("g", { class: "line" }, stroke, dots, edge, missing), stroke, dots, edge, missing };
}

/** A line's own colour, for light and for dark, on whatever stands for it. */
export function dress(node, { colours: [light, dark] }) {
  if (node.style.getPropertyValue("--light") !== light) node.style.setProperty("--light", light);
  if (node.style.getPropertyValue("--dark") !== dark) node.style.setProperty("--dark", dark);
}

/** The dashes of a line beside type of `text` pixels, as SVG has them. */
export function dashes(name, text) {
  return DASHES[name].map((length) => (length * WIDTH * text).toFixed(2)).join(" ") || null;
}

function pathsOf(each, places, { x, y, box, placed, text }) {
  const dot = (px, py) => `M${px.toFixed(1)} ${py.toFixed(1)}h0`;
  const arm = ARM * text;
  const cross = (px, py) => `M${(px - arm).toFixed(1)} ${(py - arm).toFixed(1)}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
  const [stroke, dots, edge, missing] = [[], [], [], []];
  const known = each.values.map(placed);
  const few = each.values.length <= FEW;
  each.values.forEach((value, k) => {
    const px = x(places[k]);
    if (!known[k]) {
      // On an axis by powers of ten, 0 lies under everything.
      if (value !== null) edge.push(dot(px, box.bottom));
      return;
    }
    const py = y(value);
    stroke.push(`${known[k - 1] ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`);
    if (few || (!known[k - 1] && !known[k + 1])) dots.push(dot(px, py));
  });
  for (const [k, sign] of each.infinite) missing.push(cross(x(places[k]), sign > 0 ? box.top : box.bottom));
  if (each.diverged !== null) {
    const before = each.values.findLast((_, k) => known[k] && places[k] <= each.diverged);
    missing.push(cross(Math.min(x(each.diverged), box.right), before === undefined ? box.top : y(before)));
  }
  return { stroke: stroke.join(""), dots: dots.join(""), edge: edge.join(""), missing: missing.join("") };
}

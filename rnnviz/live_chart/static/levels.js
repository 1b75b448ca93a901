// Levels: dashed lines over the whole width, each with its name at its end.

import { place } from "./axes.js";
import { shape, write } from "./element.js";
import { pool } from "./pool.js";

const NAMES_APART = 1.15; // em between two names

export function levels() {
  const node = shape("g", { class: "levels" });
  const show = pool(node, level);

  function update(chart, { box, text, y, placed }) {
    const shown = chart.levels.filter((each) => placed(each.value)).sort((one, other) => other.value - one.value);
    // From the highest down: a name that would cover the one above it moves down.
    let last = -Infinity;
    show(shown, (part, { name, value }) => {
      const at = Math.max(y(value) - 0.35 * text, last + NAMES_APART * text);
      last = at;
      place(part.line, { x1: box.left, x2: box.right, y1: y(value), y2: y(value) });
      place(part.label, { x: box.right, y: at });
      write(part.label, name);
    });
  }
  return { node, update };
}

function level() {
  const [line, label] = [shape("line"), shape("text", { "text-anchor": "end" })];
  return { node: shape("g", { class: "level" }, line, label), line, label };
}

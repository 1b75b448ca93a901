// Axes: lines of the grid, ticks with their numbers, what is counted and what is measured.

import { assign, shape, write } from "./element.js";
import { pool } from "./pool.js";

export function axes() {
  const node = shape("g", { class: "axes" });
  const [up, across] = [shape("text", { class: "axis" }), shape("text", { class: "axis", "text-anchor": "end" })];
  const [rows, columns] = [shape("g"), shape("g")];
  node.append(rows, columns, up, across);
  const showRows = pool(rows, () => tick("end"));
  const showColumns = pool(columns, () => tick("middle"));

  function update(chart, { box, ticks, text, x, y }) {
    showRows(ticks.y, (part, { value, text: told }) => {
      place(part.line, { x1: box.left, x2: box.right, y1: y(value), y2: y(value) });
      place(part.label, { x: box.left - 0.5 * text, y: y(value) + 0.35 * text });
      write(part.label, told);
    });
    showColumns(ticks.x, (part, { value, text: told }) => {
      place(part.line, { x1: x(value), x2: x(value), y1: box.bottom, y2: box.bottom + 0.35 * text });
      place(part.label, { x: x(value), y: box.bottom + 1.45 * text });
      write(part.label, told);
    });
    place(up, { x: 0.2 * text, y: 1.05 * text });
    place(across, { x: box.right, y: box.bottom + 2.9 * text });
    write(up, chart.up);
    write(across, chart.across);
  }
  return { node, update };
}

function tick(anchor) {
  const [line, label] = [shape("line"), shape("text", { "text-anchor": anchor })];
  return { node: shape("g", { class: "tick" }, line, label), line, label };
}

/** Attributes in pixels. */
export function place(node, pixels) {
  for (const [name, value] of Object.entries(pixels)) assign(node, name, value.toFixed(1));
}

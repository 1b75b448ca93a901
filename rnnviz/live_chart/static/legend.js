// Which line is which, and what each says where one looks: the latest values, or those at the cross-hair.

import { assign, element, shape, write } from "./element.js";
import { dashes, dress } from "./lines.js";
import { pool } from "./pool.js";
import { short } from "./short.js";

const SWATCH = 14; // pixels of type for which a swatch is drawn, before it grows with the page

export function legend() {
  const where = element("p", { class: "where" });
  const list = element("ul");
  const node = element("div", { class: "legend" }, where, list);
  const show = pool(list, entry);

  /** `readings` are those of the lines, in their order; `told` says where. */
  function update(chart, readings, told) {
    write(where, told);
    show([...chart.lines, ...chart.levels], (part, each, k) => {
      const level = k >= chart.lines.length;
      part.node.classList.toggle("level", level);
      if (!level) dress(part.node, each);
      assign(part.swatch, "stroke-dasharray", dashes(level ? "dash" : each.dash, SWATCH));
      write(part.name, each.name);
      write(part.value, level ? short(each.value) : readings[k].text);
      part.node.classList.toggle("missing", !level && readings[k].value === null);
    });
  }
  return { node, update };
}

function entry() {
  const swatch = shape("path", { class: "stroke", d: "M2 6h26" });
  const picture = shape("svg", { class: "swatch", viewBox: "0 0 30 12", "aria-hidden": "true" }, swatch);
  const [name, value] = [element("span", { class: "name" }), element("span", { class: "value" })];
  return { node: element("li", {}, picture, name, " ", value), swatch, name, value };
}

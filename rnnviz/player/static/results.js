// The sheet's list: what comes in and what each operation came to, line under line; what comes later is not there yet.

import { assign, element, write } from "./element.js";
import { colourOf } from "./colours.js";

/** The part of the view. */
export function results(scene, words, sheet, go) {
  const rows = scene.variables.map((variable) => resultRow(scene, words, sheet, variable, go));
  const list = element("ol", {}, ...rows.map((one) => one.node));
  const node = element("section", { class: "panel results", "aria-label": words("Results") }, list);
  const update = (moment) => {
    for (const row of rows) row.update(moment);
  };
  return { node, update };
}

function resultRow(scene, words, sheet, variable, go) {
  const index = scene.operations.findIndex((one) => one.name === variable.name);
  const name = element("b", { class: "result-name", style: `color: ${colourOf(variable.colour, "ink")}` }, variable.name);
  const value = element("span", { class: "result-value" });
  const node = element("li", { class: index < 0 ? "result-row inlet" : "result-row" },
    element("span", { class: "result-number" }, index < 0 ? "" : String(index + 1)),
    name, element("span", { class: "result-title" }, words(variable.title)), value);
  if (index >= 0) node.addEventListener("click", () => go({ operation: variable.name }));

  function update(moment) {
    const current = index === moment.index;
    const later = index > moment.index;
    node.classList.toggle("current", current);
    node.classList.toggle("read", moment.operation.reads.includes(variable.name));
    node.classList.toggle("later", later);
    assign(node, "aria-current", current ? "step" : null);
    const line = sheet.steps[moment.t]?.[variable.name];
    const { stopped } = sheet;
    const failed = stopped?.t === moment.t && stopped.operation === variable.name;
    node.classList.toggle("failed", failed && !later);
    write(value, later ? "" : line ? vectorText(line.result) : failed ? words("stops here") : "—");
  }
  return { node, update };
}

/** A vector as Python writes it; an empty one says so by its shape. */
function vectorText(numbers) {
  return numbers.length ? `[${numbers.join(", ")}]` : "[]  (0,)";
}

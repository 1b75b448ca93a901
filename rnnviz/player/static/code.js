// The code of the whole time step, one line per operation; the current line is lit, later ones have not run yet.

import { assign, element } from "./element.js";
import { colourOf } from "./colours.js";

export function code(scene, words, go) {
  const lines = scene.operations.map((operation) => {
    const rest = operation.code.slice(operation.name.length);
    const name = element("span", { class: "assigned", style: `color: ${colourOf(operation.colour, "code")}` }, operation.name);
    const line = element("li", { class: "line" }, element("code", {}, name, rest));
    line.addEventListener("click", () => go({ operation: operation.name }));
    return line;
  });
  const list = element("ol", {}, ...lines);
  const node = element("section", { class: "code", "aria-label": words("Code") }, list);
  node.style.setProperty("--lines", lines.length);

  function update(moment) {
    lines.forEach((line, index) => {
      line.classList.toggle("current", index === moment.index);
      line.classList.toggle("later", index > moment.index);
      assign(line, "aria-current", index === moment.index ? "step" : null);
    });
  }
  return { node, update };
}

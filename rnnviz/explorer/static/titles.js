// The names of the tensors with their shapes, measured along their axes, and the time below them.

import { shape } from "./element.js";
import { THEME } from "./theme.js";

export function drawTitles(picture, layout) {
  const group = shape("g", { class: "titles" });
  const parts = [];
  const firstX = 6;
  for (const tensor of picture.tensors) {
    const finals = layout.finalX.has(tensor.name);
    const x = finals ? layout.finalX.get(tensor.name) - 2 : firstX;
    const y = finals ? layout.outputTop + layout.sheetHeight - 4 : tensor.name === "output" ? 15 : layout.inputTop + layout.sheetHeight + 38;
    const node = title(tensor, x, y, finals);
    const own = picture.sheets.filter((sheet) => sheet.tensor === tensor.name);
    node.classList.add("part", "title");
    node.dataset.key = tensor.name;
    parts.push({ kind: "title", node, key: tensor.name, ids: own.flatMap((sheet) => sheet.ids.flat()), box: { x, y }, sheet: own[0] });
    group.append(node);
  }
  const states = picture.tensors.filter(({ name }) => layout.finalX.has(name));
  const axes = states.map(({ name, axes }) => `${name} (${axes.join(", ")})`).join("   ");
  group.append(shape("text", { class: "final-axes", x: layout.width - 4, y: 15, "text-anchor": "end" }, axes));
  const [input, output] = ["input", "output"].map((name) => picture.tensors.find((one) => one.name === name));
  group.append(
    ...ramp("rnnviz-ramp-o", layout.width - 150, layout.legend, output.limit),
    ...ramp("rnnviz-ramp-i", layout.width - 150, layout.inputTop + layout.sheetHeight + 28, input.limit));
  for (const [t, middle] of layout.columns) {
    const y = layout.inputTop + layout.sheetHeight + 16;
    group.append(shape("text", { class: "time", x: middle, y, "text-anchor": "middle" }, `t = ${t}`));
  }
  if (layout.gapAt !== null) {
    const y = layout.inputTop + layout.sheetHeight + 16;
    group.append(shape("text", { class: "time", x: layout.gapAt, y, "text-anchor": "middle" }, `+${picture.hiddenSteps}`));
  }
  return { group, parts };
}

// The colours with the numbers that they stand for: the states have one scale, the input another.
function ramp(id, x, y, limit) {
  const stops = THEME.signed.map((colour, place) => shape("stop", { offset: place / (THEME.signed.length - 1), "stop-color": colour }));
  const number = (value) => String(value).replace("-", "−");
  return [
    shape("linearGradient", { id }, ...stops),
    shape("text", { x: x - 4, y: y + 10, "text-anchor": "end" }, number(-limit)),
    shape("rect", { class: "ramp", x, y, width: 110, height: 11, fill: `url(#${id})` }),
    shape("text", { x: x + 114, y: y + 10 }, number(limit)),
  ];
}

function title(tensor, x, y, narrow) {
  const name = shape("tspan", { class: "tensor" }, tensor.name);
  const size = shape("tspan", { class: "shape" }, `${narrow ? "" : " "}(${tensor.shape.join(", ")})`);
  const axes = shape("tspan", { class: "axes", ...(narrow ? {} : { dx: 8 }) }, narrow ? "" : `(${tensor.axes.join(", ")})`);
  if (narrow) {
    size.setAttribute("x", x);
    size.setAttribute("dy", 16);
  }
  const node = shape("text", { x, y }, name, size, axes);
  node.append(shape("title", {}, `(${tensor.axes.join(", ")})`));
  return node;
}

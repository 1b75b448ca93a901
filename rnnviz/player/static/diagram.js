// One time step as a picture: wires and nodes in SVG, moving dots on a canvas, values in boxes on top.

import { assign, element, shape, write } from "./element.js";
import { chips } from "./chips.js";
import { colourOf } from "./colours.js";
import { flow } from "./flow.js";
import { rounded } from "./path.js";
import { strips } from "./strips.js";

const CIRCLE = 24;
const BOX = { width: 98, height: 46 };
const CAPTIONED = 58;
// Below this many pixels per unit of the diagram (a phone) there is room for one number only.
const SMALL = 0.55;

/**
 * `ask(variable, unit)` is told of a number that is clicked; without it, numbers are not asked about. In a lecture `hall` one
 * number stands at each place, in larger type.
 */
export function diagram(scene, words, go, ask = null, hall = false) {
  const data = scene.diagram;
  const wires = data.wires.map((wire) => wired(scene, wire));
  const nodes = data.nodes.map((node) => noded(scene, node, words, go));
  const view = { viewBox: `0 0 ${data.width} ${data.height}`, "aria-hidden": "true" };
  const below = shape("svg", { ...view, class: "wires" }, ...[...wires].sort((a, b) => b.belt - a.belt).map((one) => one.node));
  const above = shape("svg", { ...view, class: "nodes" }, ...nodes.map((one) => one.node));
  const dots = flow(scene);
  const stage = element("div", { class: "stage" });
  const layer = strips(stage);
  const boxes = chips(scene, layer, ask);
  const units = element("p", { class: "units" });
  stage.append(below, dots.node, above, ...boxes.nodes, layer.node, units);
  const node = element("div", { class: "panel diagram", role: "img" }, stage);

  function update(moment) {
    assign(node, "aria-label", words("Diagram of one time step. Now: {title}.", { title: words(moment.operation.title) }));
    for (const wire of wires) wire.update(moment);
    for (const one of nodes) one.update(moment);
    write(units, shownUnits(moment, words));
    if (boxes.update(moment)) layer.measure();
    dots.update(moment);
  }

  /** Fit into the panel: `scale` is pixels per unit of the diagram. */
  function resize() {
    const scale = Math.min(node.clientWidth / data.width, node.clientHeight / data.height);
    if (!(scale > 0)) return;
    stage.style.width = `${data.width * scale}px`;
    stage.style.height = `${data.height * scale}px`;
    stage.style.setProperty("--scale", `${scale}px`);
    const small = Boolean(hall) || scale < SMALL;
    node.classList.toggle("small", small);
    boxes.resize(small);
    dots.resize(scale);
    layer.measure();
  }
  return { node, update, resize, stop: dots.stop };
}

// Which units the numbers belong to, where they are not simply all of them.
function shownUnits(moment, words) {
  const { count, chosen, whole, written } = moment.units;
  if (whole) return "";
  if (chosen !== null) return words("numbers: unit {unit}", { unit: chosen });
  return words("numbers: units {units}; strips: all {count}", { units: written.join(", "), count });
}

function wired(scene, wire) {
  const colour = scene.variable(wire.from).colour;
  const node = shape("path", { d: rounded(wire.points), class: "wire", style: `--wire: ${colourOf(colour)}` });
  node.classList.toggle("belt", wire.belt);
  return {
    node,
    belt: wire.belt,
    update(moment) {
      const now = wire.to === moment.operation.name || (wire.to === null && wire.from === moment.operation.name);
      node.classList.toggle("now", now);
      node.classList.toggle("later", !now && !moment.computed.has(wire.from));
    },
  };
}

function noded(scene, data, words, go) {
  const operation = scene.operations.find((one) => one.name === data.name);
  const height = data.caption ? CAPTIONED : BOX.height;
  const outline = data.shape === "circle"
    ? shape("circle", { r: CIRCLE })
    : shape("rect", { x: -BOX.width / 2, y: -height / 2, width: BOX.width, height, rx: 12 });
  const label = shape("text", { class: "label", y: data.caption ? -8 : 0 }, data.label);
  const node = shape("g", {
    class: `node ${data.shape}`,
    transform: `translate(${data.x} ${data.y})`,
    style: `--fill: ${colourOf(operation.colour)}; --ink: ${colourOf(operation.colour, "ink")}; --tint: ${colourOf(operation.colour, "tint")}`,
  }, outline, label);
  if (data.caption) node.append(shape("text", { class: "caption", y: 15 }, words(data.caption)));
  node.addEventListener("click", () => go({ operation: data.name }));
  return {
    node,
    update(moment) {
      node.classList.toggle("now", data.name === moment.operation.name);
      node.classList.toggle("later", !moment.computed.has(data.name));
    },
  };
}

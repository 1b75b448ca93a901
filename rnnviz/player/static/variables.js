// Every value of the time step: name, shape, numbers, and how each changed since the step before.

import { assign, element, write } from "./element.js";
import { colourOf } from "./colours.js";
import { msgid } from "./words.js";
import { difference } from "./numbers.js";
import { changeSizes } from "./changes.js";
import { strips } from "./strips.js";
import { OF_MANY, WRITTEN_OUT, entries } from "./units.js";
import { vector } from "./vector.js";

// More changes than this are too many to read in one line: then the largest is told, with its unit.
const CHANGES = 3;
const VISIBLE = 0.00005;

export function variables(scene, words, go, ask) {
  const size = scene.hidden;
  const slots = size <= WRITTEN_OUT ? size : OF_MANY;
  const heads = [msgid("name"), msgid("shape"), msgid("value"), msgid("change")].map((word) => element("th", { scope: "col", class: word }, words(word)));
  const heading = size > 2 ? numbered(heads[2], words("value"), slots) : () => {};
  const node = element("section", { class: "panel variables", "aria-label": words("Variables") });
  const layer = strips(node);
  const rows = scene.variables.map((variable) => row(scene, variable, slots, layer, go, ask));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows.map((one) => one.node)));
  node.append(table, layer.node);
  node.style.setProperty("--rows", rows.length);
  node.classList.toggle("crowded", slots > CHANGES);
  // Room for all changes where they are few, else for one and its unit.
  const few = size <= Math.min(CHANGES, WRITTEN_OUT);
  node.style.setProperty("--change", few ? `${4.3 * Math.max(size, 1) + 1}em` : size > WRITTEN_OUT ? "7.4em" : "6.2em");

  function update(moment) {
    heading(moment.units.written);
    for (const one of rows) one.update(moment);
  }
  return { node, update, resize: layer.measure };
}

// The head of the column says which unit each box belongs to.
function numbered(head, name, slots) {
  const indices = Array.from({ length: slots }, () => element("span", { class: "box" }));
  const grid = element("span", { class: "boxes" }, ...indices);
  head.classList.add("numbered");
  head.replaceChildren(element("span", { class: "unseen" }, name), element("span", { class: "vector", "data-slots": slots, "aria-hidden": "true" }, grid));
  return (units) => indices.forEach((one, slot) => write(one, String(units[slot] ?? "")));
}

function row(scene, variable, slots, layer, go, ask) {
  const length = scene.size(variable);
  const operation = scene.operations.some((one) => one.name === variable.name);
  // What comes in has no change column, so its numbers may run on into it.
  const room = operation ? slots : WRITTEN_OUT;
  // The head of the column names the layer's units; where it does not count from 0, other units say who they are.
  const other = variable.size === "proj_size" && scene.hidden > WRITTEN_OUT;
  const most = length <= room && !other ? length : Math.min(length, OF_MANY);
  const named = other || (most < length && variable.size !== "hidden_size");
  const numbers = vector({ size: length, slots: most, digits: 4, named });
  // Fewer units than the layer's stand below the same numbers of the head.
  if (variable.size === "proj_size" && !named) numbers.node.dataset.slots = slots;
  const strip = numbers.strip ? layer.add(numbers.strip, length) : null;
  const change = element("span", { class: "by" });
  const name = element("th", { scope: "row", class: "name", style: `color: ${colourOf(variable.colour, "ink")}` }, variable.name);
  const node = element("tr", {}, name, element("td", { class: "shape" }, `(${length},)`),
    element("td", { class: "value", colspan: operation ? null : 2 }, numbers.node), ...(operation ? [element("td", { class: "change" }, change)] : []));
  node.addEventListener("click", (event) => {
    const entry = numbers.entryAt(event.target);
    if (entry !== null) ask(variable.name, entry);
    else if (operation) go({ operation: variable.name });
  });

  function update(moment) {
    const values = moment.value(variable.name);
    numbers.update(values, variable, entries(moment, variable, values, most), moment.unitsOf(variable)?.chosen ?? null, moment.marks(variable, values), moment.called(variable));
    const later = !moment.computed.has(variable.name);
    strip?.update(values, variable, later, changeSizes(moment, variable, values));
    node.classList.toggle("current", variable.name === moment.operation.name);
    node.classList.toggle("read", moment.operation.reads.includes(variable.name));
    node.classList.toggle("later", later);
    assign(node, "aria-current", variable.name === moment.operation.name ? "true" : null);
    if (operation) write(change, changes(moment, variable, values, scene));
  }
  return { node, update };
}

// All changes where there is room for so many, else the largest and its unit.
function changes(moment, variable, values, scene) {
  const then = moment.before(variable.name);
  if (!values || !then) return "";
  const { chosen, written } = moment.unitsOf(variable);
  const by = (unit) => values[unit] - then[unit];
  const shown = chosen === null ? written : [chosen];
  const room = scene.hidden <= CHANGES ? CHANGES : 1;
  if (shown.length <= room && scene.hidden <= WRITTEN_OUT) return shown.map((unit) => difference(by(unit), 4)).join("  ");
  const unit = chosen ?? largest(values, then);
  return Math.abs(by(unit)) < VISIBLE ? "" : `${difference(by(unit), 4)} [${unit}]`;
}

function largest(values, then) {
  let best = 0;
  values.forEach((value, unit) => {
    if (Math.abs(value - then[unit]) > Math.abs(values[best] - then[best])) best = unit;
  });
  return best;
}

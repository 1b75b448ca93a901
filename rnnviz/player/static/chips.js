// The value of every variable, written where it runs through the diagram.

import { element, formula } from "./element.js";
import { colourOf } from "./colours.js";
import { OF_MANY, WRITTEN_OUT, entries } from "./units.js";
import { vector } from "./vector.js";

/** `ask(variable, unit)` is told of a number that is clicked; where it is null, numbers are not asked about or marked. */
export function chips(scene, layer, ask) {
  const parts = scene.diagram.chips.map((data) => chip(scene, data, layer, ask));
  return {
    nodes: parts.map((one) => one.node),
    /** True where boxes were exchanged, so that strips stand elsewhere. */
    update: (moment) => parts.map((one) => one.update(moment)).some(Boolean),
    resize: (small) => parts.forEach((one) => one.resize(small)),
  };
}

function chip(scene, data, layer, ask) {
  const { diagram } = scene;
  const variable = scene.variable(data.name);
  const size = scene.size(variable);
  const symbol = formula(scene.mathml(variable), { class: `symbol ${data.side}`, style: `color: ${colourOf(variable.colour, "ink")}` });
  const node = element("div", { class: "chip" }, symbol);
  node.style.left = `${(100 * data.x) / diagram.width}%`;
  node.style.top = `${(100 * data.y) / diagram.height}%`;
  node.classList.toggle("asked", ask !== null);
  if (ask) node.addEventListener("click", (event) => {
    const entry = numbers.entryAt(event.target);
    if (entry !== null) ask(variable.name, entry);
  });
  let shown = null;
  let numbers = null;
  let strip = null;
  let small = false;
  let moment = null;

  // How many boxes there are changes only with the selected unit and the size of the screen.
  function arrange(slots, big, named) {
    const key = `${slots} ${big} ${named}`;
    if (key === shown) return false;
    shown = key;
    numbers?.node.remove();
    strip?.remove();
    numbers = vector({ size, slots, digits: 2, columns: columnsFor(slots), named });
    node.append(numbers.node);
    strip = numbers.strip ? layer.add(numbers.strip, size) : null;
    node.dataset.columns = columnsFor(slots);
    node.dataset.rows = Math.ceil(slots / columnsFor(slots));
    node.classList.toggle("big", big);
    node.classList.toggle("stripped", slots < size);
    return true;
  }

  function update(next) {
    moment = next;
    const units = moment.unitsOf(variable);
    const one = units !== null && (small || units.chosen !== null);
    // Which of the layer's units are written out is said once, below the diagram; other units say it themselves.
    const other = units !== null && units !== moment.units && !moment.units.whole;
    const slots = one || small ? 1 : other || size > WRITTEN_OUT ? Math.min(size, OF_MANY) : size;
    const arranged = arrange(slots, one, other || (slots < size && units !== moment.units));
    const values = moment.value(variable.name);
    const first = one ? [units.one] : entries(moment, variable, values, slots);
    const later = !moment.computed.has(variable.name);
    numbers.update(values, variable, first, null, ask && moment.marks(variable, values), moment.called(variable));
    strip?.update(values, variable, later);
    node.classList.toggle("now", variable.name === moment.operation.name);
    node.classList.toggle("read", moment.operation.reads.includes(variable.name));
    node.classList.toggle("later", later);
    return arranged;
  }

  function resize(next) {
    if (small === next) return;
    small = next;
    if (moment) update(moment);
  }
  return { node, update, resize };
}

function columnsFor(slots) {
  return slots <= 3 ? slots : Math.ceil(slots / 2);
}

// The operation of the moment, calculated as on paper: the formula, and under it every stage of every unit.

import { element, formula } from "./element.js";
import { msgid } from "./words.js";

/** The part of the view. All calculations lie in one place and one is seen: the longest gives the height, once. */
export function calculation(scene, words, sheet) {
  const times = Object.keys(sheet.steps);
  const blocks = new Map();
  for (const t of times) {
    for (const operation of scene.operations) blocks.set(`${t} ${operation.name}`, block(scene, words, sheet, t, operation));
  }
  const node = element("section", { class: "panel calculation", "aria-label": words("Calculation") }, ...blocks.values());
  let shown = null;

  function update(moment) {
    change(moment);
    choose(moment.own.chosen);
  }

  function change(moment) {
    const next = blocks.get(`${moment.t} ${moment.operation.name}`) ?? null;
    if (next === shown) return;
    shown?.classList.remove("current");
    next?.classList.add("current");
    shown = next;
  }

  // Of the unit that was chosen, if one was: the others stay readable.
  function choose(unit) {
    for (const group of shown?.querySelectorAll(".group") ?? []) {
      group.classList.toggle("other", unit !== null && !group.dataset.units.split(" ").includes(String(unit)));
    }
  }
  return { node, update };
}

function block(scene, words, sheet, t, operation) {
  const equation = formula(scene.mathml(operation), { class: "symbolic" });
  const line = sheet.steps[t][operation.name];
  const stopped = sheet.stopped;
  const here = stopped && String(stopped.t) === t && stopped.operation === operation.name;
  const body = line ? groups(line, words) : here ? collision(stopped, words) : [note(words("The run never came here."))];
  return element("div", { class: "worked" }, equation, ...body);
}

const note = (text) => element("p", { class: "note" }, text);

function groups(line, words) {
  if (line.groups.length === 0) return [note(words("No rows were left for this one: nothing is calculated, and nothing is said."))];
  return line.groups.map(({ units, stages }) => {
    const name = words(units.length > 1 ? msgid("units {unit}:") : msgid("unit {unit}:"), { unit: units.join(", ") });
    const last = stages.length - 1;
    const lines = stages.map((text, index) => element("span", { class: "stage-line" },
      ...(index === 0 ? [] : ["= "]), index === last ? element("b", {}, text) : breakable(text)));
    return element("div", { class: "group", "data-units": units.join(" ") }, element("span", { class: "of-unit" }, name), element("span", { class: "stage-lines" }, ...lines));
  });
}

// A line may break before a plus, never inside a product.
function breakable(text) {
  return text.replaceAll(" · ", "\u00a0·\u00a0");
}

function collision({ error, shapes }, words) {
  const read = shapes.map(([name, shape]) => element("span", { class: "whole" }, element("code", {}, name), ` ${shape}`));
  return [
    element("p", { class: "note" }, `${words("Shapes of what it reads:")} `, ...read),
    element("p", { class: "error", role: "alert" }, element("code", {}, `ValueError: ${error}`)),
  ];
}

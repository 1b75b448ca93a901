// What a player shows: the debugger's view of a recording, or a sheet on which one step is calculated line by line.

import { calculation } from "./calculation.js";
import { code } from "./code.js";
import { cuts } from "./cuts.js";
import { diagram } from "./diagram.js";
import { element } from "./element.js";
import { formulas } from "./formula.js";
import { results } from "./results.js";
import { sentence } from "./sentence.js";
import { timeline } from "./timeline.js";
import { variables } from "./variables.js";

/** The parts of a view: `all` are told of each moment, `sized` of each change of size; `body` holds them. */
export function partsOf(view, scene, words, jump, zoom) {
  return view.sheet ? sheetParts(view, scene, words, jump) : debuggerParts(view, scene, words, jump, zoom);
}

function debuggerParts(view, scene, words, jump, zoom) {
  const picture = diagram(scene, words, jump);
  const time = timeline(scene, words, jump, zoom);
  const table = variables(scene, words, jump);
  const side = [sentence(words, view), formulas(scene, words), code(scene, words, jump), table];
  const body = element("div", { class: "body" },
    picture.node, time.node, element("div", { class: "side" }, ...side.map((part) => part.node)));
  return { body, picture, time, timed: true, sized: [picture, time, table], all: [picture, time, ...side] };
}

function sheetParts(view, scene, words, jump) {
  const picture = view.run ? cuts(scene, words, jump) : diagram(scene, words, jump);
  const said = view.run ? [] : [sentence(words, view)];
  const side = [...said, calculation(scene, words, view.sheet), results(scene, words, view.sheet, jump)];
  const body = element("div", { class: "body sheet" },
    picture.node, element("div", { class: "side" }, ...side.map((part) => part.node)));
  return { body, picture, timed: false, sized: [picture], all: [picture, ...side] };
}

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
import { whereFrom } from "./where_from.js";

/**
 * The parts of a view: `all` are told of each moment, `sized` of each change of size; `body` holds them. `ask` is told of
 * a number whose making is asked about, `zoom` of the time steps that the timeline is to show.
 */
export function partsOf(view, scene, words, jump, ask, zoom) {
  return view.sheet ? sheetParts(view, scene, words, jump) : debuggerParts(view, scene, words, jump, ask, zoom);
}

function debuggerParts(view, scene, words, jump, ask, zoom) {
  const picture = diagram(scene, words, jump, ask, view.hall);
  const time = timeline(scene, words, jump, ask, zoom);
  const table = variables(scene, words, jump, ask);
  const card = whereFrom(scene, words, jump);
  const own = { diagram: picture, timeline: time, sentence: sentence(words, view), formula: formulas(scene, words, ask), code: code(scene, words, jump), table };
  const shown = (name) => !view.hall || view.hall.includes(name);
  const beside = ["sentence", "formula", "code", "table"].filter(shown).map((name) => own[name]);
  const side = [...beside, ...(view.hall ? [] : [card])];
  const main = ["diagram", "timeline"].filter(shown).map((name) => own[name]);
  const body = element("div", { class: "body" }, ...main.map((part) => part.node), element("div", { class: "side" }, ...side.map((part) => part.node)));
  const all = [...main, ...side];
  return { body, picture, card: view.hall ? null : card, time: shown("timeline") ? time : null, timed: true, sized: all.filter((part) => part.resize), all };
}

function sheetParts(view, scene, words, jump) {
  const picture = view.run ? cuts(scene, words, jump) : diagram(scene, words, jump);
  const said = view.run ? [] : [sentence(words, view)];
  const side = [...said, calculation(scene, words, view.sheet), results(scene, words, view.sheet, jump)];
  const body = element("div", { class: "body sheet" },
    picture.node, element("div", { class: "side" }, ...side.map((part) => part.node)));
  return { body, picture, timed: false, sized: [picture], all: [picture, ...side] };
}

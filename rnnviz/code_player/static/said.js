// One plain sentence for each step.

import { element, write } from "./element.js";
import { differences, part } from "./compare.js";
import { oneLine, ownName } from "./describe.js";
import { labelOf } from "./variables.js";

const NAMED = 6; // variables told one by one
const TOLD = 300; // characters of an exception's message

export function sentence(trace, words) {
  const text = element("p", { class: "told" });
  const node = element("div", { class: "sentence", role: "status" }, text);

  function update(moment, note, playing) {
    node.setAttribute("aria-live", playing ? "off" : "polite");
    node.classList.toggle("wrong", moment.event.kind === "exception");
    write(text, note || told(trace, moment, words));
  }
  return { node, update };
}

/** The sentence of a moment. */
export function told(trace, { step, event, stack }, words) {
  const frame = stack.at(-1);
  const name = ownName(trace.sources[event.source]);
  const changes = changesOf(frame, event, words);
  const value = event.value === null ? "" : oneLine(trace.values[event.value], 60);
  const parts = [];
  if (event.kind === "call") {
    const given = event.changed.map(([one]) => one).join(", ");
    parts.push(words("called", { call: `${name}(${given})` }));
  } else if (event.kind === "line") {
    parts.push(words(changes ? "ran" : "ran_only", { line: event.line, changes }));
  } else if (event.kind === "return" || event.kind === "yield") {
    parts.push(words(changes ? `${event.kind}_changing` : event.kind, { line: event.line, changes, name, value }));
  } else if (event.kind === "resume") {
    parts.push(words(changes ? "resume_changing" : "resume", { name, line: event.line, changes }));
  } else if (event.kind === "close") {
    parts.push(words("closed", { name, line: event.line }));
  } else {
    parts.push(...raised(trace, step, event, name, words));
    if (changes) parts.push(words("meanwhile", { changes }));
  }
  if (step === trace.events.length - 1) parts.push(...ending(trace, words));
  // Chinese sentences follow one another without a space.
  return parts.join(" ").replaceAll("。 ", "。");
}

function raised(trace, step, event, name, words) {
  const before = trace.events[step - 1];
  const passing = before?.kind === "exception" && before.frame !== event.frame;
  const { type, message } = event.raised;
  const said = message.length > TOLD ? `${message.slice(0, TOLD)}…` : message;
  const first = words(passing ? "passes" : said.trim() ? "raised" : "raised_bare", { type, message: said.trim(), line: event.line, name });
  const after = event.nextLine === null ? words("leaves", { name }) : words("goes_on", { line: event.nextLine });
  return [first, after];
}

function ending(trace, words) {
  if (trace.cut) return [words(`cut_${trace.cut}`)];
  return [trace.error ? words("ends_wrong") : words("ends")];
}

// What changed, as far inside as there is one place that did.
function change(name, before, value, words) {
  const found = differences(before, value);
  if (value.items && before.items && value.size !== before.size) return words("resized", { name, size: value.size });
  if (value.kind === "array" && found?.count) return words(found.count === 1 ? "changed_one" : "changed_many", { name, count: found.count });
  if (found?.items.size !== 1) return words("changed", { name });
  const [place] = found.items.keys();
  return change(name + labelOf(value, value.items[place], place), part(before.items[place]), part(value.items[place]), words);
}

function changesOf(frame, event, words) {
  const values = new Map(frame.variables.map((variable) => [variable.name, variable]));
  const names = event.kind === "call" ? [] : event.changed.map(([name]) => name);
  const parts = names.slice(0, NAMED).map((name) => {
    const variable = values.get(name);
    if (!variable) return words("gone", { name });
    if (!variable.before) return words("new", { name });
    return change(name, variable.before, variable.value, words);
  });
  if (names.length > NAMED) parts.push(words("and_more", { count: names.length - NAMED }));
  return parts.join(words("comma"));
}

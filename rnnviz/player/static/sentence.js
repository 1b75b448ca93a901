// What happened, in one sentence: the first case of the operation whose conditions hold for the unit.

import { element } from "./element.js";
import { decimals } from "./numbers.js";
import { editsOf } from "./origin.js";
import { msgid } from "./words.js";

const NOT_FINITE = { when: [], text: msgid("Unit {unit}: this value is {value}, not a finite number.") };
const SET = { when: [], text: msgid("Unit {unit}: an edit set this value to {value}.") };

/** The case that applies to a unit; `number` gives a variable's value at that unit. */
export function caseFor(cases, number) {
  const holds = ([name, relation, other]) => {
    const left = number(name);
    const right = typeof other === "number" ? other : number(other);
    switch (relation) {
      case "<": return left < right;
      case "<=": return left <= right;
      case ">": return left > right;
      case ">=": return left >= right;
      default: return left === right;
    }
  };
  return cases.find((one) => one.when.every(holds)) ?? null;
}

// Numbers that the sentence says are different must look different: "falls from 0.302 to 0.296", not "from 0.30 to 0.30".
const TOLD_DIGITS = 2;
const MOST_DIGITS = 8;

function digitsFor(told, number) {
  const pairs = told.when.filter(([, , other]) => typeof other === "string").map(([name, , other]) => [number(name), number(other)]);
  let digits = TOLD_DIGITS;
  const alike = ([one, other]) => one !== other && decimals(one, digits) === decimals(other, digits);
  while (digits < MOST_DIGITS && pairs.some(alike)) digits += 1;
  return digits;
}

// 99.6 % is not 100 %: as many decimals as keep a share apart from all and from nothing.
function percent(share) {
  let digits = 0;
  const whole = () => [0, 100].includes(Number((100 * share).toFixed(digits)));
  while (digits < TOLD_DIGITS && share !== 0 && share !== 1 && whole()) digits += 1;
  return `${decimals(100 * share, digits)} %`;
}

/** The pieces of a text with placeholders, as [text, isNumber]. */
export function pieces(text, { unit, t, operation, number, digits = TOLD_DIGITS }) {
  return text.split(/(\{[^{}]+\})/).filter(Boolean).map((piece) => {
    const name = /^\{(.+)\}$/.exec(piece)?.[1];
    if (name === undefined) return [piece, false];
    if (name === "unit") return [String(unit), false];
    if (name === "t") return [String(t), false];
    if (name === "value") return [decimals(number(operation), digits), true];
    if (name.endsWith("%")) return [percent(number(name.slice(0, -1))), true];
    if (name.startsWith("|")) return [decimals(Math.abs(number(name.slice(1, -1))), digits), true];
    return [decimals(number(name), digits), true];
  });
}

// Where nothing more will come: what there is, and how to get what is asked for.
function heldOnly({ recording, place }, words) {
  const [track] = recording.tracks.values();
  const [first, stop] = track.window;
  const there = { layer: track.layer, direction: words(track.direction), row: track.row, first, last: stop - 1 };
  return words("This page holds t = {first} to {last} of layer {layer}, {direction}, batch row {row}. For the numbers here: {call}", { ...there, call: callFor(place) });
}

// The call that makes a page of a place, in Python; what is the default is left out.
function callFor({ layer, direction, row, t }) {
  const given = [["layer", layer, 0], ["direction", `"${direction}"`, '"forward"'], ["batch", row, 0], ["t", t, 0]];
  const named = given.filter(([, value, usual]) => value !== usual).map(([name, value]) => `${name}=${value}`);
  return `rnnviz.show(${["rec", ...named].join(", ")})`;
}

/**
 * The part of the view; numbers that are not there are on their way, unless the message was `final`. A screen reader
 * hears the sentence when the user rests, not at every press.
 */
export function sentence(words, { final }) {
  const text = element("p", { class: "happened" });
  const spoken = element("p", { class: "unseen", "aria-live": "polite" });
  const node = element("section", { class: "panel sentence", "aria-label": words("What happened") }, text, spoken);
  let shown = "";
  let built = "";
  let rest = 0;

  // From step to step mostly the numbers change: an element that stays costs less than a new one.
  function fill(parts) {
    const form = parts.map(([, strong]) => strong).join();
    if (form === built) {
      text.childNodes.forEach((node, index) => {
        const letters = node.firstChild ?? node;
        if (letters.data !== parts[index][0]) letters.data = parts[index][0];
      });
      return;
    }
    built = form;
    text.replaceChildren(...parts.map(([piece, strong]) => (strong ? element("b", {}, piece) : piece)));
  }

  function update(moment) {
    const absent = () => (final ? heldOnly(moment, words) : words("These numbers are on their way …"));
    const parts = moment.known ? sentences(moment, words) : [[absent(), false]];
    const plain = parts.map((part) => part[0]).join("");
    if (plain === shown) return;
    shown = plain;
    fill(parts);
    text.classList.toggle("long", plain.length > 150);
    clearTimeout(rest);
    rest = setTimeout(() => { spoken.textContent = plain; }, 500);
  }
  return { node, update };
}

// What an edit set is not what the operation came to.
function caseOf({ recording, place, operation }, unit, number) {
  if (editsOf(recording, place, operation.name, unit).length) return SET;
  return Number.isFinite(number(operation.name)) ? caseFor(operation.narration, number) : NOT_FINITE;
}

// Two units are few enough to tell of both.
function sentences(moment, words) {
  const { count, chosen, one, written } = moment.own;
  const all = chosen === null && count <= 2;
  return (all ? written : [one]).flatMap((unit, index) => {
    const number = (name) => moment.value(name)?.[unit] ?? NaN;
    const operation = moment.operation.name;
    const found = caseOf(moment, unit, number);
    const text = found ? words(found.text) : "";
    const told = pieces(text, { unit, t: moment.t, operation, number, digits: found ? digitsFor(found, number) : TOLD_DIGITS });
    return index ? [[" ", false], ...told] : told;
  });
}

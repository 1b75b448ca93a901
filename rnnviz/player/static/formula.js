// The formula of the operation, and the same formula with the numbers of one unit put in.

import { element, formula, write } from "./element.js";
import { editsOf, weightEditsOf } from "./origin.js";
import { msgid } from "./words.js";
import { bracketed, decimals } from "./numbers.js";

const DIGITS = 4;
// A product of at most so many entries is written out; of a longer one the largest, and the sum of the others.
const SHOWN_PRODUCTS = 4;

/** The right-hand side with numbers, as one line of text. */
export function substituted(parts, { values, weights, unit, more }) {
  let text = "";
  for (const part of parts) {
    const first = text === "" || text.endsWith("(");
    if (part.text !== undefined) text += part.text;
    else if (part.value !== undefined) text += bracketed(values(part.value)[unit], DIGITS, first);
    else if (part.weight !== undefined) text += bracketed(weights(part.weight).data[unit], DIGITS, first);
    else text += products(weights(part.dot[0]), values(part.dot[1]), unit, first, more);
  }
  return text;
}

function products(matrix, vector, unit, first, more) {
  const count = vector.length;
  const row = matrix.data.subarray(unit * count, (unit + 1) * count);
  const product = Array.from(row, (weight, j) => weight * vector[j]);
  const size = (j) => (Number.isNaN(product[j]) ? -1 : Math.abs(product[j]));
  let shown = product.map((_, j) => j);
  if (count > SHOWN_PRODUCTS) {
    // One place of the line is for the rest.
    shown = shown.sort((one, other) => Number(size(other) > size(one)) - Number(size(other) < size(one)) || one - other).slice(0, SHOWN_PRODUCTS - 1).sort((a, b) => a - b);
  }
  const terms = shown.map((j, place) =>
    `${bracketed(row[j], DIGITS, first && place === 0)} · ${bracketed(vector[j], DIGITS, false)}`);
  if (count > shown.length) {
    const written = new Set(shown);
    const rest = product.reduce((sum, value, j) => (written.has(j) ? sum : sum + value), 0);
    terms.push(`${bracketed(rest, DIGITS, false)} [${more(count - shown.length)}]`);
  }
  return terms.join(" + ");
}

// What stands in place of the numbers where these would not give the result: an edit set it, or its weights.
function editedWords({ recording, place, operation, own }, words) {
  const quoted = (edits) => edits.map(({ text }) => `“${text}”`).join(", ");
  const set = editsOf(recording, place, operation.name, own.one);
  if (set.length) return words("set by {edits}", { edits: quoted(set) });
  const weights = weightEditsOf(recording, place, operation);
  return weights.length ? words("with the weights after {edits}", { edits: quoted(weights) }) : null;
}

// Which unit it is, and why this one; and whose, where it is none of the layer's.
function unitWords(moment, words) {
  const { count, chosen, asked: about, one: unit } = moment.own;
  const most = chosen === null && count > 2 && !about;
  if (moment.own === moment.units) return words(most ? msgid("unit {unit}, changed most:") : msgid("unit {unit}:"), { unit });
  const text = most ? msgid("unit {unit} of {variable}, changed most:") : msgid("unit {unit} of {variable}:");
  return words(text, { unit, variable: moment.operation.name });
}

/** The part of the view. */
export function formulas(scene, words, ask) {
  const symbolic = scene.operations.map((operation) => formula(scene.mathml(operation), { class: "equation" }));
  const head = element("div", { class: "equations" }, ...symbolic);
  const unit = element("span", { class: "of-unit" });
  const line = element("span", { class: "with-numbers" });
  const result = element("b", { class: "result" });
  const numbers = element("p", { class: "numbers" }, unit, line, " = ", result);
  const from = element("button", { type: "button", class: "ask", title: `${words("Where does this number come from?")} (w)` }, words("Where from?"));
  from.addEventListener("click", () => ask());
  const node = element("section", { class: "panel formula", "aria-label": words("Formula") }, head, from, numbers);

  function update(moment) {
    symbolic.forEach((one, index) => one.classList.toggle("current", index === moment.index));
    // A recording may come without its weights.
    const there = moment.known && moment.operation.parameters.every((name) => moment.track.weights.has(name));
    numbers.classList.toggle("absent", !there);
    from.classList.toggle("absent", moment.origin !== null);
    if (!there) return;
    write(unit, unitWords(moment, words));
    const text = editedWords(moment, words) ?? substituted(moment.operation.substitution, {
      values: moment.value,
      weights: (name) => moment.track.weights.get(name),
      unit: moment.own.one,
      more: (count) => words("{count} more", { count }),
    });
    write(line, text);
    numbers.classList.toggle("long", text.length > 150);
    numbers.classList.toggle("short", text.length < 56);
    write(result, decimals(moment.value(moment.operation.name)[moment.own.one], DIGITS));
  }
  return { node, update };
}

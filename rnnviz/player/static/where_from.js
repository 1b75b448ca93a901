// The card "Where from": a number, what it is made of, and the way that led to it. It stands where formula and code are,
// or below the table where there is more room, so nothing moves when it opens.

import { element, write } from "./element.js";
import { backTo, followed } from "./trail.js";
import { codeOf } from "./origin.js";
import { decimals } from "./numbers.js";
import { labelAt, shortened } from "./moment.js";
import { msgid } from "./words.js";
import { swatchAt } from "./colours.js";

const SHOWN_TERMS = 8;
const SHOWN_CRUMBS = 5;
const CARD_DIGITS = 4;
const [ABOVE_ZERO, BELOW_ZERO] = [swatchAt(222, "signed").name, swatchAt(33, "signed").name];

/** The part of the view; `jump` goes to a place, `scene` says in which recording. */
export function whereFrom(scene, words, jump) {
  const { recording } = scene;
  const back = element("button", { type: "button", class: "card-back", "aria-label": words("Back"), title: `${words("Back")} (Backspace)` }, "←");
  const close = element("button", { type: "button", class: "card-close", "aria-label": words("Close"), title: `${words("Close")} (Esc)` }, "×");
  const crumbs = element("ol");
  const way = element("nav", { class: "card-way", "aria-label": words("The way here") }, crumbs);
  const name = element("b");
  const value = element("b", { class: "card-value" });
  const title = element("h2", {}, name, " = ", value);
  const line = element("p", { class: "card-code" });
  const list = element("ol", { class: "card-terms" });
  const total = element("p", { class: "card-total" });
  const head = element("div", { class: "card-head" }, back, way, close);
  const node = element("section", { class: "panel where-from", role: "region", "aria-label": words("Where from"), hidden: "" });
  const inside = [head, title, line, element("div", { class: "card-body" }, list, total)];
  let moment = null;
  let shown = "";
  let claimed = false;

  back.addEventListener("click", () => jump(backTo(moment.place, recording, -1)));
  close.addEventListener("click", () => jump({ ...moment.place, origin: "" }));

  function update(next) {
    moment = next;
    const { origin } = moment;
    if (node.hidden !== (origin === null)) {
      node.hidden = origin === null;
      node.replaceChildren(...(origin ? inside : []));
      if (origin) resize();
    }
    if (!origin) {
      shown = "";
      return;
    }
    const key = JSON.stringify([moment.place.origin, moment.place.row, origin.value ?? null, origin.absent ?? false]);
    if (key === shown) return;
    shown = key;
    const held = claimed || node.contains(node.getRootNode().activeElement);
    claimed = false;
    fill(origin);
    if (held) first().focus({ preventScroll: true });
  }

  function fill(origin) {
    const { spot, trail } = origin;
    back.disabled = trail.length < 2;
    crumbs.replaceChildren(...steps(trail));
    const label = origin.given === "input" ? labelAt(recording, moment.place.row, spot.t) : "";
    write(name, words("{value} at t = {t}", { value: codeOf(spot), t: spot.t }) + (label ? ` · “${shortened(label, 12)}”` : ""));
    write(value, origin.value === undefined ? "" : decimals(origin.value, CARD_DIGITS));
    title.classList.toggle("no-value", origin.value === undefined);
    const said = sentenceOf(origin);
    write(line, said ?? origin.operation?.code ?? "");
    line.classList.toggle("card-said", said !== null);
    list.replaceChildren(...rows(origin));
    total.hidden = origin.terms.length < 2;
    const sum = origin.terms.reduce((all, term) => all + term.contribution, 0);
    write(total, words("together: {value}", { value: decimals(sum, CARD_DIGITS) }));
    list.parentNode.scrollTop = 0;
  }

  // What is said in place of terms, or of what they are.
  function sentenceOf({ absent, bare, edits, edited, given, terms, slope, spot }) {
    if (absent) return words("The numbers of this place are not here.");
    if (bare) return words("This recording has no weights, so nobody can say what this sum is made of.");
    if (edits) return words("Set by hand: {edits}", { edits: edits.map(({ text }) => text).join("; ") });
    if (edited) return words("Its weights were edited from some step on, and are not here: {edits}", { edits: edited.map(({ text }) => text).join("; ") });
    if (given === "input") return words("This is an input: it was given, nothing made it.");
    if (given === "state") return words("This is the initial state: it was given, nothing made it.");
    if (terms[0].carried) return words("Handed over, as it was made:");
    if (slope !== null && slope !== undefined) {
      return words("Passed on by the function. Slope {slope}: a small change of {argument} changes {value} {slope} times as much.",
        { slope: decimals(slope, 2), argument: terms[0].factors[0].code, value: codeOf(spot) });
    }
    return null;
  }

  function steps(trail) {
    const from = Math.max(trail.length - SHOWN_CRUMBS, 0);
    const nodes = trail.slice(from).map((one, index) => {
      const here = from + index === trail.length - 1;
      const step = element("button", { type: "button", "aria-current": here ? "step" : null }, codeOf(one), element("small", {}, ` t ${one.t}`));
      step.addEventListener("click", () => !here && jump(backTo(moment.place, recording, from + index)));
      return element("li", {}, step);
    });
    return from ? [element("li", {}, "…"), ...nodes] : nodes;
  }

  function rows({ terms }) {
    const most = terms.length > SHOWN_TERMS + 1 ? SHOWN_TERMS : terms.length;
    const largest = Math.max(...terms.slice(0, most).map(({ contribution }) => (Number.isFinite(contribution) ? Math.abs(contribution) : 0)));
    const nodes = terms.slice(0, most).map((term) => termRow(term, largest));
    if (terms.length > most) {
      const rest = terms.slice(most).reduce((sum, term) => sum + term.contribution, 0);
      nodes.push(element("li", { class: "card-rest" }, contributionOf(rest), bar(rest, largest),
        element("span", {}, words("and {count} more terms", { count: terms.length - most }))));
    }
    return nodes;
  }

  function termRow(term, largest) {
    const links = [];
    const code = term.factors.flatMap((factor, index) => {
      const text = factor.source ? link(factor) : element("span", {}, factor.code);
      if (factor.source) links.push(text);
      return index ? [" · ", text] : [term.sign < 0 ? "−" : "", text];
    });
    const named = term.factors.filter((one) => one.named).map((one) => element("span", { class: "card-named" }, ` ${one.named}`));
    const numbers = term.factors.length > 1 ? `= ${term.factors.map((one) => decimals(one.value, CARD_DIGITS)).join(" · ")}` : "";
    const row = element("li", {}, contributionOf(term.contribution), bar(term.contribution, largest),
      element("span", { class: "card-factors" }, ...code, ...named), element("span", { class: "card-numbers" }, numbers));
    // Where a row leads to one number only, all of it does.
    if (links.length === 1) {
      row.classList.add("leads");
      row.addEventListener("click", (event) => event.target.closest("button") || links[0].click());
    }
    return row;
  }

  function link({ code, source }) {
    const { place } = moment;
    const away = source.layer !== place.layer || source.direction !== place.direction;
    const text = away ? msgid("{code}: go to {value} at t = {t}, layer {layer}, {direction}") : msgid("{code}: go to {value} at t = {t}");
    const label = words(text, { code, value: codeOf(source), t: source.t, layer: source.layer, direction: words(source.direction) });
    const node = element("button", { type: "button", class: "card-link", "aria-label": label, title: label }, code);
    node.addEventListener("click", () => jump(followed(moment.place, recording, source)));
    return node;
  }

  function first() {
    return list.querySelector("button") ?? (back.disabled ? close : back);
  }

  /** The larger of two areas without numbers: that of formula and code, and what the table leaves free. */
  function resize() {
    const side = node.parentElement;
    if (node.hidden || !side || getComputedStyle(side).display === "contents") return;
    const box = (selector) => side.querySelector(selector).getBoundingClientRect();
    const [around, top, bottom, table] = [side.getBoundingClientRect(), box(".formula"), box(".code"), box(".variables")];
    const gap = top.top - box(".sentence").bottom;
    const [over, under] = [bottom.bottom - top.top, around.bottom - table.bottom - gap];
    const start = over >= under ? top.top : table.bottom + gap;
    node.style.top = `${start - around.top}px`;
    node.style.height = `${Math.max(over, under)}px`;
  }

  return {
    node,
    update,
    resize,
    /** Whether the focus is in the card; and to take it at the next update. */
    holds: () => node.contains(node.getRootNode().activeElement),
    claim: () => {
      claimed = true;
      shown = "";
    },
  };
}

function contributionOf(value) {
  const text = decimals(value, CARD_DIGITS);
  return element("b", { class: "card-contribution" }, Number.isFinite(value) && value >= 0.00005 ? `+${text}` : text);
}

function bar(value, largest) {
  const share = Number.isFinite(value) ? Math.min(Math.abs(value) / (largest || 1), 1) : 1;
  const colour = Number.isFinite(value) ? (value < 0 ? BELOW_ZERO : ABOVE_ZERO) : "missing";
  const fill = element("i", { class: `${colour} ${value < 0 ? "below-zero" : "above-zero"}`, style: `width: ${50 * share}%` });
  return element("span", { class: "card-bar", "aria-hidden": "true" }, fill);
}

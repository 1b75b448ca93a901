// The text itself: a box for every character, white space with a sign, lines that end where the text's lines do.

import { element } from "./element.js";

const SIGNS = { " ": "␣", "\t": "⇥", "\n": "⏎", "\r": "⏎", "\u3000": "□", "\u00a0": "␣" };
const ALONG = { ArrowRight: 1, ArrowLeft: -1 };
const ACROSS = { ArrowDown: 1, ArrowUp: -1 };

/** A character as it can be seen. */
export function seen(character) {
  return SIGNS[character] ?? (/^[\p{Cc}\p{Cf}]$/u.test(character) ? `\\x${character.codePointAt(0).toString(16).padStart(2, "0")}` : character);
}

/** The boxes, one for each character, and the element they stand in. */
export function passage(characters, { point, choose }) {
  const node = element("div", { class: "passage", role: "group" });
  const boxes = characters.map((character, t) => {
    const shown = seen(character);
    const kind = shown === character || character === "" ? "character" : "character sign";
    const box = element("span", { class: kind, role: "button", tabindex: -1, "data-t": t }, shown || "∅");
    node.append(box);
    // A browser breaks a line at a space, but not at the sign in its place.
    if (character === "\n") node.append(element("br"));
    else if (/^\s$/u.test(character)) node.append(element("wbr"));
    return box;
  });
  let stop = 0; // the one that Tab comes to
  if (boxes.length) boxes[0].tabIndex = 0;

  const placeOf = (target) => {
    const box = target instanceof Element ? target.closest(".character") : null;
    return box ? Number(box.dataset.t) : null;
  };

  function stopAt(t) {
    boxes[stop].tabIndex = -1;
    boxes[t].tabIndex = 0;
    stop = t;
  }

  node.addEventListener("pointerover", (event) => point(placeOf(event.target)));
  node.addEventListener("pointerleave", () => point(null));
  node.addEventListener("focusin", (event) => {
    const t = placeOf(event.target);
    if (t === null) return;
    stopAt(t);
    point(t);
  });
  node.addEventListener("click", (event) => {
    const t = placeOf(event.target);
    if (t !== null) choose(t);
  });
  node.addEventListener("keydown", (event) => {
    const t = placeOf(event.target);
    if (t === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") choose(t);
    else if (event.key in ALONG) boxes[t + ALONG[event.key]]?.focus();
    else if (event.key in ACROSS) nextLine(boxes, t, ACROSS[event.key])?.focus();
    else if (event.key === "Home") boxes[0].focus();
    else if (event.key === "End") boxes.at(-1).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node, boxes, stopAt };
}

// The box in the next line on the screen, or the one before, that stands nearest under or over a box.
function nextLine(boxes, t, by) {
  const from = boxes[t].getBoundingClientRect();
  const middle = (from.left + from.right) / 2;
  let best = null;
  let least = Infinity;
  let line = null;
  for (let at = t + by; at >= 0 && at < boxes.length; at += by) {
    const { left, right, top, bottom } = boxes[at].getBoundingClientRect();
    if (by > 0 ? top < from.bottom - 2 : bottom > from.top + 2) continue;
    line ??= top;
    if (Math.abs(top - line) > 2) break;
    const far = Math.abs((left + right) / 2 - middle);
    if (far < least) [best, least] = [boxes[at], far];
  }
  return best;
}

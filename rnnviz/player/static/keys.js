// Keys for the whole page, so that a lecturer need not click into the player first. Only one player answers: the one
// touched last, or the first in the page.

import { meeting } from "./registry.js";

const MOVES = {
  ArrowRight: "next-step",
  ArrowLeft: "previous-step",
  ArrowDown: "next-operation",
  ArrowUp: "previous-operation",
  PageDown: "next-operation",
  PageUp: "previous-operation",
  Home: "first-step",
  End: "last-step",
};
// Where these keys already mean something.
const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=option]";
const OPERATED = "[role=slider], [role=spinbutton], [role=tab], [role=radio], [role=menuitem], [role=grid], [role=tree], [role=dialog] *";

/** Answer to keys until the returned function is called. */
export function keys(root, { move, play, escape }) {
  const me = { root };
  meeting().players.push(me);
  const claim = () => {
    const { players } = meeting();
    players.splice(players.indexOf(me), 1);
    players.unshift(me);
  };
  const press = (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.isComposing || !answers(me) || elsewhere(event, root)) return;
    if (event.key === "Escape") {
      escape();
    } else if (event.key === " ") {
      if (pressable(event)) return;
      event.preventDefault();
      if (!event.repeat) play();
    } else if (Object.hasOwn(MOVES, event.key)) {
      event.preventDefault();
      move(MOVES[event.key]);
    }
  };
  document.addEventListener("keydown", press);
  root.addEventListener("pointerdown", claim);
  return () => {
    document.removeEventListener("keydown", press);
    const { players } = meeting();
    if (players.includes(me)) players.splice(players.indexOf(me), 1);
  };
}

function answers(me) {
  return meeting().players.find((one) => one.root.isConnected) === me;
}

function elsewhere(event, root) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING) || target.isContentEditable) return true;
  return !event.composedPath().includes(root) && target.closest(OPERATED) !== null;
}

// The space key on a button presses the button.
function pressable(event) {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest("button, a, summary, [role=button], [role=checkbox], [role=switch]") !== null;
}

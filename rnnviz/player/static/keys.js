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
  const act = (event, taken = false) => {
    if (event.key === "Escape") {
      escape();
    } else if (event.key === " ") {
      if (!taken && pressable(event)) return;
      event.preventDefault();
      if (!event.repeat) play();
    } else if (Object.hasOwn(MOVES, event.key)) {
      event.preventDefault();
      move(MOVES[event.key]);
    }
  };
  const press = (event) => {
    if (!event.defaultPrevented && plain(event) && answers(me) && !elsewhere(event, root)) act(event);
  };
  // What was clicked keeps the focus, and a row of choices would take the arrows with it. They belong to the player,
  // until the user walks through the page by Tab. It is known of the page: a player that comes later knows it, too.
  const point = () => (meeting().pointed = true);
  const takeBack = (event) => {
    if (event.key === "Tab") meeting().pointed = false;
    const target = event.composedPath()[0];
    if (!meeting().pointed || !(Object.hasOwn(MOVES, event.key) || event.key === " ") || !plain(event) || !answers(me)) return;
    if (!elsewhere(event, root) || typing(target)) return;
    target.blur();
    event.stopPropagation();
    act(event, true);
  };
  const heard = [["keydown", takeBack, true], ["keydown", press, false], ["pointerdown", point, true]];
  for (const [type, answer, capture] of heard) document.addEventListener(type, answer, capture);
  root.addEventListener("pointerdown", claim);
  return () => {
    for (const [type, answer, capture] of heard) document.removeEventListener(type, answer, capture);
    const { players } = meeting();
    if (players.includes(me)) players.splice(players.indexOf(me), 1);
  };
}

function answers(me) {
  return meeting().players.find((one) => one.root.isConnected) === me;
}

function plain(event) {
  return !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing);
}

function typing(target) {
  return target.closest(TYPING) !== null || target.isContentEditable;
}

function elsewhere(event, root) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (typing(target)) return true;
  return !event.composedPath().includes(root) && target.closest(OPERATED) !== null;
}

// The space key on a button presses the button.
function pressable(event) {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest("button, a, summary, [role=button], [role=checkbox], [role=switch]") !== null;
}

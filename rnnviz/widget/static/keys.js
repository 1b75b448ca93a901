// Keys for the whole page, so that a lecturer need not click into the player first. Only one player answers: the one
// touched last, or the first in the page.

// Each widget on a page comes with its own copy of this script, so they meet on the global object.
const KEYBOARD = Symbol.for("rnnviz.keys");

// The players in the page, and whether its user points.
function keyboard() {
  globalThis[KEYBOARD] ??= { players: [], pointed: false };
  return globalThis[KEYBOARD];
}

// Where these keys already mean something.
// A slider that is an input takes the arrows as the players do: one of the player's own is left to the player.
const TYPING = "input:not([type=range]), textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=option]";
const OPERATED = "input[type=range], [role=slider], [role=spinbutton], [role=tab], [role=radio], [role=menuitem], [role=grid], [role=tree], [role=dialog] *";

/** Answer to keys until the returned function is called; `moves` says for each key what `move` is told. */
export function keys(root, moves, { move, play, escape }) {
  const me = { root };
  keyboard().players.push(me);
  const claim = () => {
    const { players } = keyboard();
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
    } else if (Object.hasOwn(moves, keyOf(event))) {
      event.preventDefault();
      move(moves[keyOf(event)]);
    }
  };
  const press = (event) => {
    if (!event.defaultPrevented && plain(event) && answers(me) && !elsewhere(event, root)) act(event);
  };
  // What was clicked keeps the focus, and a row of choices would take the arrows with it. They belong to the player,
  // until the user walks through the page by Tab. It is known of the page: a player that comes later knows it, too.
  const point = () => (keyboard().pointed = true);
  const takeBack = (event) => {
    if (event.key === "Tab") keyboard().pointed = false;
    const target = event.composedPath()[0];
    if (!keyboard().pointed || !(Object.hasOwn(moves, keyOf(event)) || event.key === " ") || !plain(event) || !answers(me)) return;
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
    const { players } = keyboard();
    if (players.includes(me)) players.splice(players.indexOf(me), 1);
  };
}

function answers(me) {
  return keyboard().players.find((one) => one.root.isConnected) === me;
}

function plain(event) {
  return !(event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && !letter(event)) || event.isComposing);
}

function letter(event) {
  return /^[a-z]$/i.test(event.key);
}

// A letter is a capital with the shift key, whatever Caps Lock says.
function keyOf(event) {
  if (!letter(event)) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
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

// The keys of a presentation. A clicker sends Page Up and Page Down. The arrows turn the slide too, where nothing on it
// takes them: a player does, and so does a slider.

const TAKES = "input, textarea, select, [role=slider], [role=radio], [contenteditable]";
const PLAYERS = '[class*="st-key-steps-"], [class*="st-key-code-"]';

let told = null; // what Python said last, and how it is told
let asked = null; // the slide that was asked for, until it is there: a clicker may be pressed again before

export default function ({ data, setTriggerValue }) {
  if (asked === data.place) asked = null;
  const first = told === null;
  told = { data, send: setTriggerValue };
  // Before a player, which steps by these keys elsewhere.
  if (first) document.addEventListener("keydown", press, true);
  return () => {
    document.removeEventListener("keydown", press, true);
    told = asked = null;
  };
}

function press(event) {
  const move = MOVES[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = event.composedPath()[0];
  const taken = target instanceof Element && target.closest(TAKES);
  const free = !event.defaultPrevented && !taken && !document.querySelector(PLAYERS);
  if (!event.key.startsWith("Page") && !free) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  move(asked ?? told.data.place, told.data.count);
}

const MOVES = {
  PageDown: (place) => turn(place + 1),
  PageUp: (place) => turn(place - 1),
  ArrowRight: (place) => turn(place + 1),
  ArrowLeft: (place) => turn(place - 1),
  Home: () => turn(0),
  End: (place, count) => turn(count - 1),
  Escape: () => told.send("turn", "leave"),
};

function turn(place) {
  if (place < 0 || place >= told.data.count || place === (asked ?? told.data.place)) return;
  asked = place;
  told.send("turn", place);
}

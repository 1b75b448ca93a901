// The keys of a presentation. A clicker sends Page Up and Page Down. The arrows turn the slide too, where nothing on it
// takes them: a player does, and so does a slider.

const TAKES = "input, textarea, select, [role=slider], [role=radio], [contenteditable]";

export default function ({ data, setTriggerValue }) {
  const turn = (place) => {
    if (place >= 0 && place < data.count && place !== data.place) setTriggerValue("turn", place);
  };
  const moves = {
    PageDown: () => turn(data.place + 1),
    PageUp: () => turn(data.place - 1),
    ArrowRight: () => turn(data.place + 1),
    ArrowLeft: () => turn(data.place - 1),
    Home: () => turn(0),
    End: () => turn(data.count - 1),
    Escape: () => setTriggerValue("turn", "leave"),
  };
  const press = (event) => {
    const page = event.key.startsWith("Page");
    if (!Object.hasOwn(moves, event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.composedPath()[0];
    const taken = target instanceof Element && target.closest(TAKES);
    if (!page && (event.defaultPrevented || taken || document.querySelector('[class*="st-key-steps-"], [class*="st-key-code-"]'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    moves[event.key]();
  };
  // Before a player, which steps by these keys elsewhere.
  document.addEventListener("keydown", press, true);
  return () => document.removeEventListener("keydown", press, true);
}

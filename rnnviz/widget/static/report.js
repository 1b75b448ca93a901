// Telling Python where the user rests, a moment after the last move.

const REST = 300; // milliseconds
const AGAIN = 100;

/**
 * `send(place)` is the host's; `soon` waits for rest, `now` does not.
 *
 * Streamlit runs a page's part for a report, and the whole page for a click elsewhere; sent together, the click would be
 * lost, and a report that comes after the click may find another page and leave it empty. So a report lets clicks
 * outside of `root` go first, and waits while Streamlit is at work.
 */
export function reporter(send, root) {
  let timer = 0;
  let last = "";
  let waiting = null;

  function now(place) {
    rest();
    const text = JSON.stringify(place);
    if (text === last) return;
    last = text;
    send(place);
  }

  function soon(place) {
    rest();
    waiting = place;
    timer = setTimeout(attempt, REST);
  }

  function attempt() {
    if (busy()) timer = setTimeout(attempt, AGAIN);
    else now(waiting);
  }

  /** A place that came from the host needs no answer. */
  function known(place) {
    rest();
    last = JSON.stringify(place);
  }

  function rest() {
    clearTimeout(timer);
    waiting = null;
  }

  function elsewhere(event) {
    if (waiting && !event.composedPath().includes(root)) soon(waiting);
  }

  addEventListener("pointerdown", elsewhere, true);
  addEventListener("keydown", elsewhere, true);

  function stop() {
    rest();
    removeEventListener("pointerdown", elsewhere, true);
    removeEventListener("keydown", elsewhere, true);
  }

  return { now, soon, known, stop };
}

// Where there is no Streamlit, nothing says so.
function busy() {
  const state = document.querySelector("[data-test-script-state]")?.dataset.testScriptState;
  return state !== undefined && state !== "notRunning";
}

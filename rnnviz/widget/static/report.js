// Telling Python where the user rests, a moment after the last move.

const REST = 300; // milliseconds

/** `send(place)` is the host's; `soon` waits for rest, `now` does not. */
export function reporter(send) {
  let timer = 0;
  let last = "";

  function now(place) {
    clearTimeout(timer);
    const text = JSON.stringify(place);
    if (text === last) return;
    last = text;
    send(place);
  }

  function soon(place) {
    clearTimeout(timer);
    timer = setTimeout(() => now(place), REST);
  }
  /** A place that came from the host needs no answer. */
  function known(place) {
    clearTimeout(timer);
    last = JSON.stringify(place);
  }
  return { now, soon, known, stop: () => clearTimeout(timer) };
}

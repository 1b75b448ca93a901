// Playing: one step after the other at a steady pace.

/** Steps a second. */
export const PACES = [0.5, 1, 2, 5, 15];

/** `advance()` tells whether it led anywhere; where it does not, playing stops and `changed` is told. */
export function pacing(advance, changed) {
  let pace = 1;
  let timer = 0;

  function tick() {
    if (advance()) timer = setTimeout(tick, 1000 / PACES[pace]);
    else stop();
  }

  function stop() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    changed();
  }

  function start(rewind) {
    rewind();
    timer = setTimeout(tick, Math.min(1000 / PACES[pace], 400));
    changed();
  }

  return {
    stop,
    toggle: (rewind) => (timer ? stop() : start(rewind)),
    on: () => timer !== 0,
    pace: () => pace,
    setPace(next) {
      pace = next;
      if (!timer) return;
      clearTimeout(timer);
      timer = setTimeout(tick, 1000 / PACES[pace]);
    },
  };
}

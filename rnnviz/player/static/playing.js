// Playing: the same moves that the keys make, at a steady pace.

import { msgid } from "./words.js";

/** A pace: which move, how often a second, and how to say it. */
export const SPEEDS = [
  { move: "next-operation", rate: 0.5, every: msgid("{n} op/s") },
  { move: "next-operation", rate: 1, every: msgid("{n} op/s") },
  { move: "next-operation", rate: 3, every: msgid("{n} op/s") },
  { move: "next-step", rate: 1, every: msgid("{n} step/s") },
  { move: "next-step", rate: 4, every: msgid("{n} steps/s") },
  { move: "next-step", rate: 15, every: msgid("{n} steps/s") },
];

/** `advance(move)` tells whether it led anywhere; where `ended()` it would not, and playing stops: `changed` is told. */
export function playing(advance, ended, changed) {
  let speed = 1;
  let timer = 0;

  function tick() {
    if (advance(SPEEDS[speed].move)) timer = setTimeout(tick, 1000 / SPEEDS[speed].rate);
    else stop();
  }

  function stop() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    changed();
  }

  // At the end there is nowhere to go: then it plays from the beginning.
  function start() {
    if (ended()) advance("first-step");
    timer = setTimeout(tick, Math.min(1000 / SPEEDS[speed].rate, 400));
    changed();
  }

  return {
    stop,
    toggle: () => (timer ? stop() : start()),
    on: () => timer !== 0,
    speed: () => speed,
    setSpeed(next) {
      speed = next;
      if (!timer) return;
      clearTimeout(timer);
      timer = setTimeout(tick, 1000 / SPEEDS[speed].rate);
    },
  };
}

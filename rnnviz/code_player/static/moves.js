// Where each move leads from a step; null where it leads nowhere.

/** The moves by the names that keys and buttons know them by. */
export function movesOf({ trace, last }) {
  const { events } = trace;
  const found = (from, by, fits) => {
    for (let step = from + by; step >= 0 && step <= last; step += by) if (fits(events[step])) return step;
    return null;
  };
  // What a called function does is passed over: the same frame goes on, or one below it.
  const over = (step) => (one) => one.frame === events[step].frame || one.depth < events[step].depth;
  return {
    first: () => 0,
    last: () => last,
    next: (step) => (step < last ? step + 1 : null),
    back: (step) => (step > 0 ? step - 1 : null),
    over: (step) => found(step, 1, over(step)) ?? (step < last ? last : null),
    "over-back": (step) => found(step, -1, over(step)) ?? (step > 0 ? 0 : null),
    out: (step) => found(step, 1, (one) => one.depth < events[step].depth) ?? (step < last ? last : null),
  };
}

/** The next step in which a line of a source runs, or the one before: `by` is 1 or -1. */
export function runOf({ trace, last }, from, source, line, by) {
  for (let step = from + by; step >= 0 && step <= last; step += by) {
    const event = trace.events[step];
    if (event.source === source && event.line === line) return step;
  }
  return null;
}

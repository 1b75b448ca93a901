// Every variable's history, so that any moment is looked up, and going back is as exact as going on.

/** The moments of a trace: `at(step)` is the stack right after an event, with all variables. */
export function historyOf(trace) {
  const frames = new Map(); // by id: {id, source, steps, order, values: name -> [{step, value}]}
  trace.events.forEach((event, step) => {
    if (!frames.has(event.frame)) frames.set(event.frame, { id: event.frame, source: event.source, steps: [], values: new Map() });
    const frame = frames.get(event.frame);
    frame.steps.push(step);
    for (const [name, value] of [...event.changed, ...event.rebound]) {
      if (!frame.values.has(name)) frame.values.set(name, []);
      frame.values.get(name).push({ step, value: value === null ? null : trace.values[value] });
    }
  });
  return { trace, frames, last: trace.events.length - 1, at: (step) => momentOf(trace, frames, step) };
}

function momentOf(trace, frames, step) {
  const event = trace.events[step];
  const stack = [];
  for (let id = event.frame; id !== null && frames.has(id);) {
    const frame = frames.get(id);
    const now = frame.steps[upTo(frame.steps, step, (one) => one)];
    stack.unshift(frameAt(trace, frame, now, step));
    id = trace.events[now].parent;
  }
  return { step, event, stack };
}

// A frame right after its own event `now`, the last one up to `step`.
function frameAt(trace, frame, now, step) {
  const event = trace.events[now];
  const touched = new Set(now === step ? event.changed.map(([name]) => name) : []);
  const variables = [];
  for (const [name, values] of frame.values) {
    const place = upTo(values, step, (one) => one.step);
    if (place < 0 || values[place].value === null) continue;
    const before = values[place - 1]?.value ?? null;
    variables.push({ name, value: values[place].value, before, changed: touched.has(name) });
  }
  return { id: frame.id, source: frame.source, line: event.line, nextLine: event.nextLine, kind: event.kind, variables };
}

// The place of the last entry that is not after `step`; -1 where there is none.
function upTo(sorted, step, of) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(sorted[middle]) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

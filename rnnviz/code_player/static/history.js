// Every variable's history, so that any moment is looked up, and going back is as exact as going on.

/** The moments of a trace: `at(step)` is the stack right after an event, with all variables. */
export function historyOf(trace) {
  const frames = new Map(); // by id: {id, source, steps, order, values: name -> [{step, value}]}
  trace.events.forEach((event, step) => {
    if (!frames.has(event.frame)) frames.set(event.frame, { id: event.frame, source: event.source, steps: [], values: new Map() });
    const frame = frames.get(event.frame);
    frame.steps.push(step);
    keepIn(frame, step, [...event.changed, ...event.rebound]);
    for (const [other, changes] of event.others) keepIn(frames.get(other), step, changes);
  });
  return { trace, frames, last: trace.events.length - 1, at: (step) => momentOf(trace, frames, step) };

  function keepIn(frame, step, changes) {
    for (const [name, value] of changes) {
      if (!frame.values.has(name)) frame.values.set(name, []);
      frame.values.get(name).push({ step, value: value === null ? null : trace.values[value] });
    }
  }
}

function momentOf(trace, frames, step) {
  const event = trace.events[step];
  const stack = [];
  for (let id = event.frame; id !== null && frames.has(id);) {
    const frame = frames.get(id);
    const place = upTo(frame.steps, step, (one) => one);
    stack.unshift(frameAt(trace, frame, place, step));
    id = trace.events[frame.steps[place]].parent;
  }
  return { step, event, stack };
}

// A frame right after a step; `place` is that of its own last event among all of its own. Another frame's event may have
// changed an object that it holds, too.
function frameAt(trace, frame, place, step) {
  const event = trace.events[frame.steps[place]];
  const own = frame.steps[place] === step;
  const others = trace.events[step].others.find(([id]) => id === frame.id)?.[1] ?? [];
  const touched = new Set((own ? event.changed : others).map(([name]) => name));
  const earlier = own ? (frame.steps[place - 1] ?? -1) : step - 1;
  const variables = [];
  for (const [name, values] of frame.values) {
    const value = values[upTo(values, step, (one) => one.step)]?.value ?? null;
    if (value === null) continue;
    const before = values[upTo(values, earlier, (one) => one.step)]?.value ?? null;
    variables.push({ name, value, before, changed: touched.has(name) });
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

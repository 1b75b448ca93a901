// What is different between two values of one variable.

const identical = (one, other) => one === other || (one !== one && other !== other); // NaN is NaN

/** Null where nothing differs; else `count` of the numbers that do (null where shapes differ), `marks` of their places,
 * and `items` by place for what is inside. */
export function differences(before, after) {
  if (before === after) return null;
  if (before.kind !== after.kind) return { count: null, marks: null, items: new Map() };
  if (after.kind === "array") return ofArrays(before, after);
  if (after.items) return ofItems(before, after);
  return before.text === after.text && before.type === after.type ? null : { count: 1, marks: null, items: new Map() };
}

function ofArrays(before, after) {
  if (before.dtype !== after.dtype || String(before.shape) !== String(after.shape) || !before.data || !after.data) {
    return before.data || after.data ? { count: null, marks: null, items: new Map() } : null;
  }
  const marks = new Set();
  for (let place = 0; place < after.data.length; place += 1) if (!identical(before.data[place], after.data[place])) marks.add(place);
  return marks.size ? { count: marks.size, marks, items: new Map() } : null;
}

function ofItems(before, after) {
  const items = new Map();
  after.items.forEach((item, place) => {
    const [one, other] = [part(before.items[place]), part(item)];
    const found = one === undefined ? { fresh: true, count: null, marks: null, items: new Map() } : differences(one, other);
    if (found) items.set(place, found);
  });
  const same = items.size === 0 && before.size === after.size;
  return same ? null : { count: null, marks: null, items };
}

/** The value in an entry: of a pair of key and value, the second. */
export function part(entry) {
  return Array.isArray(entry) ? entry[1] : entry;
}

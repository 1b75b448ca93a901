// The message, format 1: four letters, the format, a JSON header, then plain little-endian arrays.

const FORMAT = 1;
const HEAD = 12; // bytes before the header
const ARRAYS = {
  float32: Float32Array, float64: Float64Array, uint8: Uint8Array, int32: Int32Array, int64: BigInt64Array, uint64: BigUint64Array,
};

// A generator that is given up is told so by an exception; nothing is wrong then.
function named(event) {
  return event.raised?.type === "GeneratorExit" && event.nextLine === null ? { ...event, kind: "close" } : event;
}

/** A trace as the player walks through it: `values` hold typed arrays, events point into them. */
export function unpack(given) {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "RNNC" || view.getUint32(4, true) !== FORMAT) throw new Error("format");
  const length = view.getUint32(8, true);
  const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(HEAD, HEAD + length)));
  const start = bytes.byteOffset + HEAD + length;
  const values = [];
  const filled = (node) => {
    if (node.data) {
      const { dtype, offset, count } = node.data;
      node.data = new ARRAYS[dtype](bytes.buffer, start + offset, count);
    } else if (node.texts) {
      node.data = node.texts;
    }
    // What is inside a value stands before it in the list.
    if (node.items) node.items = node.items.map((item) => (Array.isArray(item) ? item.map((at) => values[at]) : values[item]));
    values.push(node);
  };
  header.values.forEach(filled);
  return { ...header, values, events: header.events.map(named) };
}

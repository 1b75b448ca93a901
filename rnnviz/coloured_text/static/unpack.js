// The message, format 1: four letters, the format, a JSON header, then float32, sheet after sheet.

const FORMAT = 1;
const HEAD = 12; // bytes before the header

/** The text and its sheets, each with `values`: time step after time step, unit after unit. */
export function unpack(given) {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "RNNT" || head.getUint32(4, true) !== FORMAT) throw new Error("format");
  const length = head.getUint32(8, true);
  const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(HEAD, HEAD + length)));
  let start = bytes.byteOffset + HEAD + length;
  for (const sheet of header.sheets) {
    sheet.values = new Float32Array(bytes.buffer, start, sheet.units * header.characters.length);
    start += sheet.values.byteLength;
  }
  return header;
}

/** One number for each time step: a unit's, or the mean of all units where the unit is negative. */
export function seriesOf(sheet, length, unit) {
  const { units, values } = sheet;
  if (unit >= 0) return Float64Array.from({ length }, (_, t) => values[t * units + unit]);
  return Float64Array.from({ length }, (_, t) => values.subarray(t * units, (t + 1) * units).reduce((sum, one) => sum + one, 0) / units);
}

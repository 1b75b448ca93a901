// The message, format 1: eight bytes of name and format, a JSON header, then plain little-endian arrays.

import { msgid } from "./words.js";

const FORMAT = 1;
const TYPES = { float32: Float32Array, uint8: Uint8Array };

/** A message that cannot be shown; `message` is a sentence for the screen. */
export class MessageError extends Error {}

const DAMAGED = msgid("This recording arrived damaged. Reload the page.");
const OTHER_FORMAT = msgid("This recording was made for another version of the player. Reload the page.");

/** The recordings of a message, and the parts of tracks, with typed arrays in place of references. */
export function decode(bytes) {
  try {
    return decoded(bytes);
  } catch (error) {
    throw error instanceof MessageError ? error : new MessageError(DAMAGED);
  }
}

function decoded(given) {
  const { header, array } = opened(given);
  return {
    recordings: header.recordings.map((recording, index) => prepared({ ...recording, ticks: header.ticks?.[index] }, array)),
    parts: (header.parts ?? []).map((part) => partOf(part, array)),
  };
}

/** The header of a message, and a function to the typed array that a reference in it stands for. */
export function opened(given) {
  const bytes = aligned(given);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "RNNV") throw new MessageError(DAMAGED);
  if (view.getUint32(4, true) !== FORMAT) throw new MessageError(OTHER_FORMAT);
  const length = view.getUint32(8, true);
  const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(12, 12 + length)));
  const start = bytes.byteOffset + 12 + length;
  const array = (reference) => {
    const [rows, columns = 1] = reference.shape;
    const data = new TYPES[reference.dtype](bytes.buffer, start + reference.offset, rows * columns);
    return { data, rows, columns };
  };
  return { header, array };
}

// Typed arrays need their data on a multiple of their size; a host may hand over a slice that begins anywhere.
function aligned(given) {
  const bytes = given instanceof Uint8Array ? given : new Uint8Array(given);
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

/** What stands in a recording's place as plain data: a run that has no numbers to look up, only lines to show. */
export function standIn(run) {
  return prepared(run, (rows) => rows);
}

function arraysOf(references, array) {
  return new Map(Object.entries(references ?? {}).map(([name, one]) => [name, array(one)]));
}

// Of a track: its exact numbers in a window, or a finer overview of a range.
function partOf(part, array) {
  const { detail } = part;
  return detail
    ? { ...part, detail: { ...detail, values: arraysOf(detail.values, array) } }
    : { ...part, values: arraysOf(part.values, array) };
}

function prepared(recording, array) {
  const arrays = (references) => arraysOf(references, array);
  const tracks = new Map();
  for (const track of recording.tracks) {
    tracks.set(trackKey(track), {
      ...track,
      values: arrays(track.values),
      weights: arrays(track.weights),
      overview: track.overview ? arrays(track.overview) : null,
      detail: null,
    });
  }
  const variables = new Map(recording.cell.variables.map((variable) => [variable.name, variable]));
  // Which variable holds the state before the step: prev.get("c") is "c_prev".
  const prev = new Map(recording.cell.variables.filter((one) => one.prev_of).map((one) => [one.prev_of, one.name]));
  return { ...recording, tracks, variables, prev, operations: recording.cell.operations };
}

/** A track's or a place's layer, direction and row as one key. */
export function trackKey({ layer, direction, row }) {
  return `${layer}/${direction}/${row}`;
}

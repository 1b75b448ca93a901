// Where a number comes from: what it is made of, read off the expression of its operation, and where each part of that was
// made. It knows no cell type: the walk is the same for every tree.

import { sizeOf } from "./scene.js";
import { trackKey } from "./decode.js";

const FUNCTIONS = {
  sigmoid: { value: (a) => 1 / (1 + Math.exp(-a)), slope: (y) => y * (1 - y) },
  tanh: { value: Math.tanh, slope: (y) => 1 - y * y },
  relu: { value: (a) => (a > 0 ? a : Number.isNaN(a) ? a : 0), slope: (y) => (y > 0 ? 1 : 0) },
};

/** The name of a variable whose copy an initial state is: h_prev for h_0; any other name as it is. */
export function readName(recording, name) {
  return recording.cell.variables.find((one) => one.initial === name)?.name ?? name;
}

/** How many units a variable has in a layer. */
export function unitsIn(recording, variable, layer) {
  return sizeOf(recording, variable.size, layer);
}

/** What a feature of the input is called, where a person named it. */
export function featureOf(recording, layer, variable, unit) {
  return (variable?.role === "input" && !variable.prev_of && layer === 0 && recording.features?.[unit]) || "";
}

/** The position that a track begins at. */
export function firstStep(recording, { row, direction }) {
  return direction === "reverse" ? (recording.lengths?.[row] ?? recording.seq_len) - 1 : 0;
}

/**
 * What the number at `spot` (variable, unit, t, layer, direction) of a batch row is made of: its value, and terms, the
 * largest first, each with a contribution and factors. `given` says what it is where it has no terms; `absent` that its
 * numbers were not sent, `bare` that the weights were not, `edits` which edits set it, `edited` those of its weights.
 */
export function originOf(recording, row, spot) {
  const at = { ...spot, row };
  const track = recording.tracks.get(trackKey(at));
  const inside = track && at.t >= track.window[0] && at.t < track.window[1];
  if (!inside) return { spot, absent: true, terms: [] };
  const read = (name) => {
    const { data, columns } = track.values.get(name);
    return data.subarray((at.t - track.window[0]) * columns, (at.t - track.window[0] + 1) * columns);
  };
  const name = readName(recording, at.variable);
  const variable = recording.variables.get(name);
  const operation = recording.operations.find((one) => one.name === name);
  const found = { spot, operation, variable, value: read(name)[at.unit], terms: [] };
  const edits = editsOf(recording, at, at.variable, at.unit);
  if (edits.length) return { ...found, edits };
  if (name !== at.variable) return { ...found, given: "state" };
  if (!operation) {
    const made = home(recording, at, name, at.unit);
    if (made.variable === name) return { ...found, given: "input" };
    const { value } = found;
    const there = valueThere(recording, row, made) ?? value;
    const factor = { code: codeOf(made), value: there, source: made, read: [name, at.unit] };
    // Between two layers dropout multiplies it.
    const dropped = there !== value && there !== 0 && Number.isFinite(there);
    const factors = dropped ? [factor, { code: "dropout", value: value / there, source: null }] : [{ ...factor, value }];
    return { ...found, terms: [{ factors, contribution: value, carried: !dropped }] };
  }
  if (operation.parameters.some((one) => !track.weights.has(one))) return { ...found, bare: true };
  // The weights that were sent are those from before such an edit.
  const edited = weightEditsOf(recording, at, operation);
  if (edited.length) return { ...found, edited };
  const numbers = {
    unit: at.unit,
    whole: (one) => (recording.variables.has(one) ? read(one) : track.weights.get(one).data),
    source: (one, unit) => (recording.variables.has(one) ? home(recording, at, one, unit) : null),
    named: (one, unit) => featureOf(recording, at.layer, recording.variables.get(one), unit),
  };
  const { expression } = operation;
  const terms = summands(expression, numbers, found.value, 1);
  const size = ({ contribution }) => (Number.isNaN(contribution) ? Infinity : Math.abs(contribution));
  terms.sort((one, other) => (size(other) > size(one)) - (size(other) < size(one)));
  const slope = expression.call ? FUNCTIONS[expression.call].slope(found.value) : null;
  return { ...found, terms, slope };
}

// The number at another place, where it was sent.
function valueThere(recording, row, { variable, unit, t, layer, direction }) {
  const track = recording.tracks.get(trackKey({ layer, direction, row }));
  const values = track?.values.get(variable);
  return values && t >= track.window[0] && t < track.window[1] ? values.data[(t - track.window[0]) * values.columns + unit] : undefined;
}

/** A place as code: h[5]. */
export function codeOf({ variable, unit }) {
  return `${variable}[${unit}]`;
}

/** The edits that hold at a place and set a value there, or a block of weights, where no unit is given. */
export function editsOf(recording, { row, layer, direction, t }, name, unit = null) {
  const is = (one, wanted) => one === null || one === wanted;
  return recording.edits.filter((one) => one.name === name && one.layer === layer && is(one.direction, direction) && is(one.row, row)
    && one.steps[0] <= t && t <= one.steps[1] && (unit === null || one.units === null || one.units.includes(unit)));
}

/** The edits of an operation's weights that hold at a place, but not at every step: the weights that were sent have none of them. */
export function weightEditsOf(recording, place, { parameters }) {
  return parameters.flatMap((one) => editsOf(recording, place, one).filter(({ always }) => !always));
}

// Where a value that a step reads was made: here if an edit set it, else the state of the step before, or of the layer below.
function home(recording, at, name, unit) {
  const { t, layer, direction } = at;
  const variable = recording.variables.get(name);
  if (editsOf(recording, at, name, unit).length) return { variable: name, unit, t, layer, direction };
  if (variable.prev_of) {
    const start = t === firstStep(recording, at);
    const before = direction === "reverse" ? t + 1 : t - 1;
    return { variable: start ? variable.initial : variable.prev_of, unit, t: start ? t : before, layer, direction };
  }
  if (variable.role !== "input" || layer === 0) return { variable: name, unit, t, layer, direction };
  const below = unitsIn(recording, recording.variables.get(recording.cell.state), layer - 1);
  return { variable: recording.cell.state, unit: unit % below, t, layer: layer - 1, direction: unit < below ? "forward" : "reverse" };
}

function summands(node, numbers, result, sign) {
  if (node.add) return node.add.flatMap((part) => summands(part, numbers, result, sign));
  if (node.subtract) return node.subtract.flatMap((part, index) => summands(part, numbers, result, index ? -sign : sign));
  if (node.product) return columns(node.product, numbers, sign);
  if (node.call) return [{ factors: [factorOf(node.of[0], numbers)], contribution: result }];
  const factors = factorsOf(node, numbers);
  return [{ factors, contribution: factors.reduce((product, one) => product * one.value, sign), sign }];
}

function columns([matrix, vector], numbers, sign) {
  const [weights, values] = [numbers.whole(matrix), numbers.whole(vector)];
  const start = numbers.unit * values.length;
  return Array.from(values, (value, j) => {
    const weight = { code: `${matrix}[${numbers.unit},${j}]`, value: weights[start + j], source: null };
    const read = { code: `${vector}[${j}]`, value, source: numbers.source(vector, j), read: [vector, j], named: numbers.named(vector, j) };
    return { factors: [weight, read], contribution: sign * weight.value * value, sign };
  });
}

function factorsOf(node, numbers) {
  return node.multiply ? node.multiply.flatMap((part) => factorsOf(part, numbers)) : [factorOf(node, numbers)];
}

function factorOf(node, numbers) {
  const name = leaves(node).find((one) => numbers.source(one, numbers.unit)) ?? null;
  const text = written(node, numbers.unit);
  return {
    code: node.add || node.subtract ? `(${text})` : text,
    value: valueOf(node, numbers),
    source: name && numbers.source(name, numbers.unit),
    read: name && [name, numbers.unit],
  };
}

function leaves(node) {
  if (node.name) return [node.name];
  return (node.of ?? node.add ?? node.subtract ?? node.multiply ?? []).flatMap(leaves);
}

function valueOf(node, numbers) {
  if (node.name) return numbers.whole(node.name)[numbers.unit];
  if (node.number !== undefined) return node.number;
  if (node.product) return columns(node.product, numbers, 1).reduce((sum, one) => sum + one.contribution, 0);
  const parts = (node.of ?? node.add ?? node.subtract ?? node.multiply).map((part) => valueOf(part, numbers));
  if (node.call) return FUNCTIONS[node.call].value(parts[0]);
  return node.add ? parts[0] + parts[1] : node.subtract ? parts[0] - parts[1] : parts[0] * parts[1];
}

function written(node, unit, tight = false) {
  if (node.name) return `${node.name}[${unit}]`;
  if (node.number !== undefined) return String(node.number);
  if (node.product) return `${node.product[0]}[${unit}] @ ${node.product[1]}`;
  if (node.call) return `${node.call}(${written(node.of[0], unit)})`;
  if (node.multiply) return node.multiply.map((part) => written(part, unit, true)).join(" · ");
  const [left, right] = (node.add ?? node.subtract).map((part, index) => written(part, unit, index > 0 && !node.add));
  const text = `${left} ${node.add ? "+" : "−"} ${right}`;
  return tight ? `(${text})` : text;
}

// What the parts are built for: one recording, seen in one layer and direction. It stays the same from step to step.

/** The scene of a place. In the reverse direction the previous state is at t+1, and the formulas say so. */
export function sceneOf(recording, place) {
  const { layer, direction } = place;
  const reverse = direction === "reverse";
  const hidden = recording.hidden_size;
  // A higher layer reads the states below it, of both directions where there are two.
  const input = layer === 0 ? recording.input_size : hidden * recording.num_directions;
  return {
    recording,
    hidden,
    operations: recording.operations,
    variables: recording.cell.variables,
    timeline: recording.cell.variables.filter((variable) => variable.timeline),
    diagram: recording.cell.diagram,
    variable: (name) => recording.variables.get(name),
    size: (variable) => (variable.size === "hidden_size" ? hidden : input),
    mathml: (one) => (reverse && one.mathml_reverse) || one.mathml,
  };
}

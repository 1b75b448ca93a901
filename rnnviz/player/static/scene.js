// What the parts are built for: one recording, seen in one layer and direction. It stays the same from step to step.

/** The scene of a place. In the reverse direction the previous state is at t+1, and the formulas say so. */
export function sceneOf(recording, place) {
  const { layer, direction } = place;
  const reverse = direction === "reverse";
  const { hidden_size: hidden } = recording;
  return {
    recording,
    hidden,
    operations: recording.operations,
    variables: recording.cell.variables,
    timeline: recording.cell.variables.filter((variable) => variable.timeline),
    diagram: recording.cell.diagram,
    // The state that has units of its own, if one has.
    projected: recording.cell.variables.find((variable) => variable.size === "proj_size" && !variable.prev_of) ?? null,
    variable: (name) => recording.variables.get(name),
    size: (variable) => sizeOf(recording, variable.size, layer),
    mathml: (one) => (reverse && one.mathml_reverse) || one.mathml,
  };
}

/** How many numbers a size of PyTorch's stands for in a layer. */
export function sizeOf(recording, size, layer) {
  const { hidden_size: hidden, proj_size: fewer } = recording;
  // A higher layer reads the states below it, of both directions where there are two.
  if (size === "input_size" && layer > 0) return (fewer || hidden) * recording.num_directions;
  return recording[size];
}

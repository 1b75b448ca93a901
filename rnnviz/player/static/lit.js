// What lights up while the card tells where a number comes from: the number itself, and the values of this step that it
// is made of, in four strengths.

const STRENGTHS = 4;

/** By variable, the entries that are lit, from 1 to 4, and 5 for the number itself; nothing where no number is asked about. */
export function litBy(origin) {
  const lit = new Map();
  if (!origin || origin.absent) return lit;
  const put = (name, entry, strength) => {
    if (!lit.has(name)) lit.set(name, new Map());
    lit.get(name).set(entry, Math.max(strength, lit.get(name).get(entry) ?? 0));
  };
  // A bias is no value of the step: the largest of the others is lit brightest.
  const terms = origin.terms.filter(({ factors }) => factors.some((one) => one.read));
  const largest = terms.reduce((most, { contribution }) => (Number.isFinite(contribution) ? Math.max(most, Math.abs(contribution)) : most), 0);
  for (const { factors, contribution } of terms) {
    const share = Number.isFinite(contribution) ? Math.abs(contribution) / (largest || 1) : 1;
    // What adds less than a twentieth of the largest is not lit.
    if (share < 0.05) continue;
    for (const { read } of factors) if (read) put(read[0], read[1], Math.max(Math.ceil(share * STRENGTHS), 1));
  }
  put(origin.variable.name, origin.spot.unit, STRENGTHS + 1);
  return lit;
}

/** The entries of all variables of one size, the number itself first and then the strongest. */
export function foremost(lit, variables, size) {
  const found = new Map();
  for (const variable of variables) {
    if (variable.size !== size || !lit.has(variable.name)) continue;
    for (const [entry, strength] of lit.get(variable.name)) found.set(entry, Math.max(strength, found.get(entry) ?? 0));
  }
  return [...found].sort((one, other) => other[1] - one[1]).map(([entry]) => entry);
}

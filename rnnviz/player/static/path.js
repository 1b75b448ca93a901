// Wires as paths: rounded corners to look at, lengths to travel along.

const ROUND = 16;

/** The `d` of a polyline with rounded corners. */
export function rounded(points) {
  let d = `M${points[0].join(" ")}`;
  for (let k = 1; k < points.length - 1; k += 1) {
    const corner = points[k];
    d += `L${towards(corner, points[k - 1]).join(" ")}Q${corner.join(" ")} ${towards(corner, points[k + 1]).join(" ")}`;
  }
  return `${d}L${points[points.length - 1].join(" ")}`;
}

function towards(from, to) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = length === 0 ? 0 : Math.min(ROUND, length / 2) / length;
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** A function from 0..1 to the point at that share of the way. */
export function along(points) {
  const lengths = points.slice(1).map((point, k) => Math.hypot(point[0] - points[k][0], point[1] - points[k][1]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return (share) => {
    let left = Math.min(Math.max(share, 0), 1) * total;
    let k = 0;
    while (k < lengths.length - 1 && left > lengths[k]) left -= lengths[k++];
    const part = lengths[k] ? left / lengths[k] : 0;
    return [points[k][0] + part * (points[k + 1][0] - points[k][0]), points[k][1] + part * (points[k + 1][1] - points[k][1])];
  };
}

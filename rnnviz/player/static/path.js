// Wires as paths: rounded corners to look at, and the points that something passes on its way along them.

const ROUND = 16;

/** The `d` of a polyline with rounded corners. */
export function rounded(points) {
  let d = `M${points[0].join(" ")}`;
  for (const { before, corner, after } of corners(points)) {
    d += `L${before.join(" ")}Q${corner.join(" ")} ${after.join(" ")}`;
  }
  return `${d}L${points[points.length - 1].join(" ")}`;
}

function corners(points) {
  return points.slice(1, -1).map((corner, k) => ({
    before: towards(corner, points[k]),
    corner,
    after: towards(corner, points[k + 2]),
  }));
}

function towards(from, to) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = length === 0 ? 0 : Math.min(ROUND, length / 2) / length;
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** The points on the way, rounded corners included, each with its share of the length: [[x, y, 0], ..., [x, y, 1]]. */
export function waypoints(points) {
  const way = [points[0]];
  for (const { before, corner, after } of corners(points)) {
    // The middle of the quadratic curve that rounds the corner.
    const middle = [0, 1].map((axis) => (before[axis] + 2 * corner[axis] + after[axis]) / 4);
    way.push(before, middle, after);
  }
  way.push(points[points.length - 1]);
  const lengths = [0];
  for (let k = 1; k < way.length; k += 1) {
    lengths.push(lengths[k - 1] + Math.hypot(way[k][0] - way[k - 1][0], way[k][1] - way[k - 1][1]));
  }
  const total = lengths[lengths.length - 1] || 1;
  return way.map(([x, y], k) => [x, y, lengths[k] / total]);
}

/** The point at a share of the way. */
export function pointAt(way, share) {
  const k = Math.max(way.findIndex((point) => point[2] >= share), 1);
  const [from, to] = [way[k - 1], way[k]];
  const part = to[2] > from[2] ? (share - from[2]) / (to[2] - from[2]) : 1;
  return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
}

/** The first `share` of the way, as a way of its own. */
export function beginning(way, share) {
  const [x, y] = pointAt(way, share);
  return [...way.filter((point) => point[2] < share).map(([px, py, at]) => [px, py, at / share]), [x, y, 1]];
}

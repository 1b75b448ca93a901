// What the store has received, for every view on the page. The two arrive in either order, and each comes with its own
// copy of this script, so they meet on the global object.

import { trackKey } from "./decode.js";

const KEY = Symbol.for("rnnviz.player");
const KEPT = 4;

/**
 * The meeting place: recordings by version, who waits for news of them, and how to ask for more numbers; where the player
 * of each recording stands, how to send it elsewhere, and who follows it.
 */
export function meeting() {
  globalThis[KEY] ??= {
    recordings: new Map(), early: new Map(), failure: null, listeners: new Set(), ask: null, standing: new Map(), followers: new Set(),
  };
  return globalThis[KEY];
}

/** Keep a message's recordings, the oldest out, and parts of their tracks, and tell everyone. */
export function keep({ recordings, parts }) {
  const place = meeting();
  place.failure = null;
  for (const recording of recordings) {
    withTracksOf(recording, place.recordings.get(recording.version));
    place.recordings.delete(recording.version);
    place.recordings.set(recording.version, recording);
  }
  for (const version of [...place.recordings.keys()].slice(0, -KEPT)) place.recordings.delete(version);
  // A part may arrive before its recording.
  for (const part of parts) place.early.set(part.detail ? "detail" : "window", part);
  for (const [kind, part] of place.early) if (added(place, part)) place.early.delete(kind);
  tell(place);
}

// Of a recording that is sent track by track, the last tracks stay, with the numbers that came later.
function withTracksOf(recording, before) {
  if (!before) return;
  for (const [key, track] of recording.tracks) {
    const known = before.tracks.get(key);
    if (known && track.window[0] === track.window[1]) recording.tracks.set(key, known);
  }
  const others = [...before.tracks].filter(([key]) => !recording.tracks.has(key));
  const room = KEPT - recording.tracks.size;
  recording.tracks = new Map([...(room > 0 ? others.slice(-room) : []), ...recording.tracks]);
}

// The track stays the same one: what was drawn of it before is still true.
function added(place, { version, detail, window, values, ...where }) {
  const track = place.recordings.get(version)?.tracks.get(trackKey(where));
  if (!track) return false;
  Object.assign(track, detail ? { detail } : { window, values });
  return true;
}

/** A message could not be read: every view that waits says so. */
export function fail(sentence) {
  const place = meeting();
  place.failure = sentence;
  tell(place);
}

function tell(place) {
  for (const listener of [...place.listeners]) listener();
}

/** A player tells where it stands and what it shows of the time, in the frame in which it does; `go` sends it elsewhere. */
export function stand(version, place, zoom, go) {
  const { standing, followers } = meeting();
  standing.set(version, { place, zoom, go });
  for (const follower of [...followers]) follower();
}

/** A player has gone. */
export function leave(version) {
  meeting().standing.delete(version);
}

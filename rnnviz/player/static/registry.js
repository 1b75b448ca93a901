// What the store has received, for every view on the page. The two arrive in either order, and each comes with its own
// copy of this script, so they meet on the global object.

const KEY = Symbol.for("rnnviz.player");
const KEPT = 4;

/**
 * The meeting place: recordings by version, and who waits for news of them; where the player of each recording stands,
 * how to send it elsewhere, and who follows it.
 */
export function meeting() {
  globalThis[KEY] ??= { recordings: new Map(), failure: null, listeners: new Set(), standing: new Map(), followers: new Set() };
  return globalThis[KEY];
}

/** Keep a message's recordings, the oldest out, and tell everyone. */
export function keep(recordings) {
  const place = meeting();
  place.failure = null;
  for (const recording of recordings) {
    place.recordings.delete(recording.version);
    place.recordings.set(recording.version, recording);
  }
  for (const version of [...place.recordings.keys()].slice(0, -KEPT)) place.recordings.delete(version);
  tell(place);
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

/** A player tells where it stands, in the frame in which it shows it; `go` sends it elsewhere. */
export function stand(version, place, go) {
  const { standing, followers } = meeting();
  standing.set(version, { place, go });
  for (const follower of [...followers]) follower();
}

/** A player has gone. */
export function leave(version) {
  meeting().standing.delete(version);
}

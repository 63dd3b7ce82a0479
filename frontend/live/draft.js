// A text that the room writes: a Yjs document that follows the room's line. It keeps what was typed until the room has
// it, over dropped lines and reloads. It knows no DOM. The frames are those of docs/live-protocol.md.
import * as Y from "yjs";

const HAVE = 1, CHANGE = 2, CURSOR = 3, WANT = 4;
const REMOTE = "remote";
const SEND_AFTER = 120;
const MOST_BYTES = 48 * 1024;
const PATIENCE = 10_000;
const CURSOR_EVERY = 400;
const ACTIVE = 20_000;
const ascii = (text) => [text.length, ...[...text].map((each) => each.charCodeAt(0))];

export class Draft {
  // `changed(delta, remote)` after each change of the text; `told()` when what is saved or who writes has changed;
  // `refused(reason, text)` when what was typed cannot be saved: the document begins anew from the room's.
  constructor({ activity, line, store, changed, told, refused }) {
    Object.assign(this, { activity, line, store, changed, told, refused });
    this.others = new Map();
    this.held = null;
    line.binary.add((frame) => this.take(frame));
    line.met.add(() => this.meet());
    this.begin(this.kept());
    this.meet();
  }

  begin(kept) {
    this.doc = new Y.Doc();
    this.text = this.doc.getText("text");
    this.queue = kept ? [kept] : [];
    this.flight = null;
    this.known = this.wanted = false;
    if (kept) Y.applyUpdate(this.doc, kept, REMOTE);
    this.doc.on("update", (update, origin) => origin === REMOTE || this.typed(update));
    this.text.observe((event, { origin }) => this.changed(event.delta, origin === REMOTE));
  }

  get saved() {
    return !this.queue.length && !this.flight;
  }

  // Characters `at` to `at + gone` become `text`.
  change({ at, gone, text }) {
    this.doc.transact(() => {
      if (gone) this.text.delete(at, gone);
      if (text) this.text.insert(at, text);
    });
  }

  typed(update) {
    this.queue.push(update);
    this.keep();
    if (!this.wanted && !this.asking) this.expect();
    this.sending ||= setTimeout(() => {
      this.sending = 0;
      this.flush();
    }, SEND_AFTER);
  }

  flush() {
    if (this.flight || !this.queue.length || !this.wanted) return;
    let size = this.queue[0].length, count = 1;
    while (count < this.queue.length && size + this.queue[count].length < MOST_BYTES) size += this.queue[count++].length;
    const update = count > 1 ? Y.mergeUpdates(this.queue.slice(0, count)) : this.queue[0];
    const op = `d-${this.doc.clientID.toString(36)}-${Math.random().toString(36).slice(2, 10).padEnd(8, "0")}`;
    this.queue = this.queue.slice(count);
    this.flight = { op, update };
    this.line.answers.set(op, (frame) => this.answered(frame));
    this.send(CHANGE, [...ascii(op)], update);
    setTimeout(() => this.flight?.op === op && this.meet(), PATIENCE);
  }

  answered({ type, code, reason }) {
    const { update } = this.flight;
    this.flight = null;
    if (type === "ack") {
      this.behind = false;
      this.flush();
    } else if (code === "behind") {
      this.behind = true;
      this.queue.unshift(update);
      this.expect();
    } else {
      const text = this.text.toString();
      this.queue = [];
      this.begin();
      this.refused(reason, text);
      this.meet();
    }
    this.keep();
  }

  // The line has said hello: say what is held; what was on its way counts as not sent.
  meet() {
    if (this.flight) {
      this.line.answers.delete(this.flight.op);
      this.queue.unshift(this.flight.update);
      this.flight = null;
    }
    this.expect();
    this.send(HAVE, [], Y.encodeStateVector(this.doc));
  }

  // The room will say what it wants; where it does not, it is asked again.
  expect() {
    this.wanted = false;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => {
      this.asking = 0;
      if (this.queue.length && !this.wanted) this.meet();
    }, PATIENCE);
  }

  take(frame) {
    const start = 2 + frame[1];
    if (String.fromCharCode(...frame.subarray(2, start)) !== this.activity) return;
    const rest = frame.subarray(start);
    if (frame[0] === CURSOR) this.move(rest);
    else if (this.held) this.held.push(frame);
    else if (frame[0] === CHANGE) {
      Y.applyUpdate(this.doc, rest.subarray(1 + rest[0]), REMOTE);
      if (!this.known) this.changed([], true);
      this.known = true;
    } else if (frame[0] === WANT) {
      this.wanted = true;
      // What waits here is all that the room lacks, unless it says that it lacks more: then everything, which is long.
      if (this.behind && this.queue.length) this.queue = [Y.encodeStateAsUpdate(this.doc, rest)];
      this.flush();
    }
  }

  // While a word is being composed the text stays as it is; what came meanwhile follows.
  hold() {
    this.held ??= [];
  }

  release() {
    const held = this.held ?? [];
    this.held = null;
    for (const frame of held) this.take(frame);
  }

  // Says where the person writes (-1: no longer), now and then.
  cursor(at) {
    this.at = at;
    this.pointing ||= setTimeout(() => {
      this.pointing = 0;
      const place = this.at < 0 ? [] : Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(this.text, this.at));
      if (place.length <= 32) this.send(CURSOR, [], place);
    }, CURSOR_EVERY);
  }

  move(rest) {
    for (let i = 0; i + 2 < rest.length; i += 3 + rest[i + 2]) {
      const who = rest[i] * 256 + rest[i + 1];
      const place = rest.slice(i + 3, i + 3 + rest[i + 2]);
      if (place.length) this.others.set(who, { place, at: Date.now() });
      else this.others.delete(who);
    }
    this.told();
  }

  // Where others write now.
  places() {
    const now = Date.now();
    const found = [];
    for (const [who, { place, at }] of this.others) {
      if (now - at > ACTIVE) this.others.delete(who);
      else found.push(Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(place), this.doc)?.index ?? -1);
    }
    return found;
  }

  send(kind, more, bytes) {
    this.line.sendBytes(Uint8Array.of(kind, ...ascii(this.activity), ...more, ...bytes));
  }

  kept() {
    try {
      const kept = localStorage.getItem(this.store);
      return kept ? Uint8Array.from(atob(kept), (each) => each.charCodeAt(0)) : null;
    } catch {
      return null;
    }
  }

  keep() {
    const waiting = [...(this.flight ? [this.flight.update] : []), ...this.queue];
    try {
      if (waiting.length) localStorage.setItem(this.store, btoa(String.fromCharCode(...Y.mergeUpdates(waiting))));
      else localStorage.removeItem(this.store);
    } catch {
      // Private windows may refuse; the changes stay in memory.
    }
    this.told();
  }
}

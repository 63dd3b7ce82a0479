// Yjs clients on a real room: half of them the site's own (frontend/live), half written from docs/live-protocol.md with
// yjs alone. They type at random places over a line that drops, doubles and reorders, until all have the same text.
// Reads {origin, code, cookies, edits, seed, seconds} from its argument; prints what each client ends with.
import { createHash } from "node:crypto";
import * as Y from "yjs";
import { Draft } from "../../frontend/live/draft.js";
import { Line } from "../../frontend/live/line.js";

const asked = JSON.parse(process.argv[2]);
const Plain = globalThis.WebSocket;
let seed = asked.seed;
const chance = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
const below = (n) => Math.floor(chance() * n);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const address = `${asked.origin.replace("http", "ws")}/ws/live/${asked.code}/`;
const PIECES = ["a", "shade ", "\n", "ظل ", "😀", "é", "bus stop "];

const opened = (cookie) => {
  const socket = new Plain(address, { headers: { Cookie: cookie, Origin: asked.origin } });
  socket.binaryType = "arraybuffer";
  return socket;
};

// A line that says some frames twice, holds some back until the next, and breaks now and then.
const unreliable = (socket) => {
  let late = null;
  return (data) => {
    if (socket.readyState !== Plain.OPEN) return;
    const change = typeof data !== "string" && data[0] === 2;
    if (change && !late && chance() < 0.08) {
      late = data;
      setTimeout(() => {
        if (late === data && socket.readyState === Plain.OPEN) socket.send(data);
        if (late === data) late = null;
      }, 400);
      return;
    }
    socket.send(data);
    if (late) socket.send(late);
    late = null;
    if (change && chance() < 0.08) socket.send(data);
    if (change && chance() < 0.02) socket.close();
  };
};

// What the browser does for a page: its cookie and its origin go with the line. The address ends with whose it is.
globalThis.WebSocket = class {
  static OPEN = Plain.OPEN;
  constructor(where) {
    const socket = opened(decodeURIComponent(where.split("#")[1]));
    const send = unreliable(socket);
    return new Proxy(socket, {
      get: (it, key) => (key === "send" ? send : typeof it[key] === "function" ? it[key].bind(it) : it[key]),
      set: (it, key, value) => ((it[key] = value), true),
    });
  }
};

class Ours {
  constructor(cookie) {
    this.lost = [];
    const whose = `${address}#${encodeURIComponent(cookie)}`;
    this.line = new Line({ address: whose, store: "outbox", seq: () => 0, heard: () => true, changed: () => {} });
    this.line.connect();
    const told = () => {};
    this.draft = new Draft({
      activity: "text", line: this.line, store: `text:${cookie}`, changed: told, told, refused: (reason) => this.lost.push(reason),
    });
  }

  get doc() { return this.draft.doc; }
  get text() { return this.draft.text; }
  get known() { return this.draft.known; }
  get saved() { return this.draft.saved; }

  stop() {
    this.line.stopped = true;
    this.line.socket.close();
  }
}

// From docs/live-protocol.md, with nothing of the site's program.
class Stranger {
  constructor(cookie) {
    Object.assign(this, { cookie, doc: new Y.Doc(), lost: [], mine: [], flying: new Map(), known: false, number: 0 });
    this.text = this.doc.getText("text");
    this.doc.on("update", (update, origin) => origin === "room" || this.mine.push(update));
    this.ticking = setInterval(() => this.flush(), 90);
    this.connect();
  }

  get saved() { return !this.mine.length && !this.flying.size; }

  connect() {
    const socket = (this.socket = opened(this.cookie));
    this.say = unreliable(socket);
    this.wanted = false;
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "hello", v: 1, after: -1 }));
      this.mine.unshift(...this.flying.values());
      this.flying.clear();
      this.frame(1, "", Y.encodeStateVector(this.doc));
    };
    socket.onmessage = ({ data }) => (typeof data === "string" ? this.heard(JSON.parse(data)) : this.took(new Uint8Array(data)));
    socket.onclose = () => this.stopped || setTimeout(() => this.connect(), 300 + below(500));
  }

  frame(kind, op, bytes) {
    const head = [kind, 4, ...Buffer.from("text"), ...(kind === 2 ? [op.length, ...Buffer.from(op)] : [])];
    this.say(Uint8Array.from([...head, ...bytes]));
  }

  flush() {
    if (!this.wanted || !this.mine.length || this.flying.size > 1) return;
    const some = this.mine.splice(0, 300);
    const update = Y.mergeUpdates(some);
    const op = `stranger-${(this.number += 1)}`;
    this.flying.set(op, update);
    this.frame(2, op, update);
  }

  heard({ type, op, code, reason }) {
    if (type === "resync") this.socket.close();
    if (!this.flying.has(op)) return;
    const update = this.flying.get(op);
    this.flying.delete(op);
    if (type === "refused" && code !== "behind") this.lost.push(reason);
    this.behind = code === "behind";
    if (this.behind) {
      this.mine.unshift(update);
      this.wanted = false;
    }
  }

  took(frame) {
    const rest = frame.subarray(6);
    if (frame[0] === 2) {
      Y.applyUpdate(this.doc, rest.subarray(1 + rest[0]), "room");
      this.known = true;
    } else if (frame[0] === 4) {
      this.wanted = true;
      if (this.behind && this.mine.length) this.mine = [Y.encodeStateAsUpdate(this.doc, rest)];
    }
  }

  stop() {
    this.stopped = true;
    clearInterval(this.ticking);
    this.socket.close();
  }
}

// Whole characters only, as an editor does.
function edit({ doc, text }) {
  const now = [...text.toString()];
  const at = below(now.length + 1);
  const gone = now.length > 1500 || chance() < 0.3 ? Math.min(below(8), now.length - at) : 0;
  const start = now.slice(0, at).join("").length;
  doc.transact(() => {
    if (gone) text.delete(start, now.slice(at, at + gone).join("").length);
    if (!gone || chance() < 0.5) text.insert(start, PIECES[below(PIECES.length)]);
  });
}

const clients = asked.cookies.map((cookie, index) => (index % 2 ? new Stranger(cookie) : new Ours(cookie)));
const deadline = Date.now() + asked.seconds * 1000;
while (!clients.every((each) => each.known) && Date.now() < deadline) await pause(50);
for (let done = 0; done < asked.edits; done += clients.length) {
  for (const client of clients) edit(client);
  if (done % (clients.length * 4) === 0) await pause(asked.pace);
}
const settled = () => clients.every((each) => each.saved && each.text.toString() === clients[0].text.toString());
while (!settled() && Date.now() < deadline) await pause(100);
await pause(1500);
const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");
console.log(JSON.stringify(clients.map((each) => ({
  text: each.text.toString(),
  state: sha(Y.encodeStateAsUpdate(each.doc)),
  vector: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(each.doc))),
  saved: each.saved,
  lost: each.lost,
}))));
for (const client of clients) client.stop();
process.exit(0);

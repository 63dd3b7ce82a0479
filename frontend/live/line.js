// The line to a room: says hello with the last event held, keeps commands until they are acknowledged, comes back by
// itself with growing, uneven pauses. It knows no DOM.
const PATIENCE = 25_000;
const MOST_UNSEEN = 64 * 1024;
const GONE = [4003, 4008, 4009, 4403, 4404];

export class Line {
  constructor({ address, store, seq, heard, changed }) {
    Object.assign(this, { address, store, seq, heard, changed });
    this.outbox = this.kept();
    this.pause = 500;
    this.unseen = 0;
    this.stopped = false;
    this.answers = new Map();
    this.binary = new Set();
    this.met = new Set();
  }

  kept() {
    try {
      return new Map(JSON.parse(localStorage.getItem(this.store) || "[]"));
    } catch {
      return new Map();
    }
  }

  keep() {
    try {
      localStorage.setItem(this.store, JSON.stringify([...this.outbox]));
    } catch {
      // Private windows may refuse; the commands stay in memory.
    }
  }

  connect() {
    if (this.stopped) return;
    clearTimeout(this.again);
    this.changed("connecting");
    const socket = (this.socket = new WebSocket(this.address));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.hello();
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      this.wait();
      if (typeof data === "string") this.take(JSON.parse(data));
      else for (const take of this.binary) take(new Uint8Array(data));
      this.noticed(data.length ?? data.byteLength);
    };
    socket.onclose = (end) => socket === this.socket && this.closed(end.code);
  }

  hello() {
    this.send({ type: "hello", v: 1, after: this.seq() });
    this.rest = [...this.outbox.values()];
    this.resend(40);
    for (const meet of this.met) meet();
    this.wait();
  }

  // The room closes a line that says more than sixty messages at once and twenty a second.
  resend(count) {
    for (const command of this.rest.splice(0, count)) this.send(command);
    clearTimeout(this.pacing);
    if (this.rest.length) this.pacing = setTimeout(() => this.resend(1), 60);
  }

  send(message) {
    this.sendBytes(JSON.stringify(message));
  }

  sendBytes(data) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data);
  }

  // A command is sent until it is answered; the server does it once, however often it comes.
  ask(command) {
    this.outbox.set(command.op, command);
    this.keep();
    this.send(command);
  }

  take(frame) {
    const answer = this.answers.get(frame.op);
    if (answer) {
      this.answers.delete(frame.op);
      return answer(frame);
    }
    if (frame.type === "ack" || frame.type === "refused") {
      this.outbox.delete(frame.op);
      this.keep();
    }
    if (frame.type === "resync") this.hello();
    if (frame.type === "events" || frame.type === "snapshot") {
      this.pause = 500;
      this.changed("online");
    }
    if (this.heard(frame) === false) this.send({ type: "hello", v: 1, after: -1 });
  }

  noticed(size) {
    this.unseen += size;
    const tell = () => {
      clearTimeout(this.telling);
      this.telling = this.unseen = 0;
      this.send({ type: "seen", seq: this.seq() });
    };
    if (this.unseen > MOST_UNSEEN) tell();
    else this.telling ||= setTimeout(tell, 4000);
  }

  // A server that says nothing for longer than its heartbeat is gone, whatever the phone believes.
  wait() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket.close(), PATIENCE);
  }

  closed(code) {
    clearTimeout(this.silence);
    if (GONE.includes(code)) {
      this.stopped = true;
      this.changed("ended");
      return;
    }
    this.changed("offline");
    this.again = setTimeout(() => this.connect(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(this.pause * 2, 15_000);
  }

  now() {
    if (this.socket?.readyState > WebSocket.OPEN) this.connect();
  }
}

// <live-room>: a room's page comes alive. Without it the same page works by its forms.
import { empty, grow } from "../live/state.js";
import { Line } from "../live/line.js";
import { words } from "../live/match.js";
import { PARTS } from "../live/parts/index.js";
import { View } from "../live/view.js";

const SAY_EVERY = 5000;
const WHOLE = ["item", ...PARTS.flatMap((part) => part.whole ?? [])];
const READ = Object.assign({}, ...PARTS.map((part) => part.read));
const ASSUME = Object.assign({}, ...PARTS.map((part) => part.assume));

class LiveRoom extends HTMLElement {
  connectedCallback() {
    const code = this.getAttribute("code");
    this.store = `live:${code}`;
    this.view = new View(this);
    this.room = empty();
    this.known = false;
    this.told = this.mine = { notes: [], given: {}, own: {} };
    this.skew = 0;
    this.fresh = 0;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const asks = new URLSearchParams({ language: this.getAttribute("language") });
    if (this.hasAttribute("reads-only")) asks.set("as", "reader");
    this.line = new Line({
      address: `${scheme}//${location.host}/ws/live/${code}/?${asks}`,
      store: `${this.store}:outbox`,
      seq: () => (this.known ? this.room.seq : -1),
      heard: (frame) => this.heard(frame),
      changed: (state) => this.connection(state),
    });
    this.line.connect();
    this.addEventListener("submit", (event) => this.submitted(event));
    this.draft();
    this.ticking = setInterval(() => this.dataset.wall === "frozen" || this.view.clocks(this.skew), 1000);
    this.saying = setInterval(() => this.say(), SAY_EVERY);
    addEventListener("online", () => this.line.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.line.now());
  }

  disconnectedCallback() {
    this.line.stopped = true;
    this.line.socket?.close();
    clearInterval(this.ticking);
    clearInterval(this.saying);
  }

  heard(frame) {
    if (frame.now) this.skew = Date.parse(frame.now) - Date.now();
    if (frame.type === "snapshot") {
      this.room = frame.room;
      this.known = true;
    } else if (frame.type === "events") {
      for (const event of frame.events) this.note(event);
      this.known = true;
      if (!grow(this.room, frame.events)) return false;
    } else if (frame.type === "mine") {
      this.told = frame;
      this.assume();
    } else if (frame.type === "yours") {
      this.told.notes.push(...frame.notes);
      this.assume();
    } else if (frame.type === "presence") {
      for (const part of this.querySelectorAll("[data-people]")) part.textContent = frame.people;
      return true;
    } else if (frame.type === "ack") {
      if (frame.op === this.answering) this.view.tell("answered");
      this.assume();
    } else if (frame.type === "refused") {
      this.problem(frame.reason);
      this.assume();
    }
    this.dirty ||= requestAnimationFrame(() => this.render());
    return true;
  }

  render() {
    this.dirty = 0;
    if (this.hasAttribute("wall") && this.stands()) return;
    if (this.known && this.room.revised > Number(this.getAttribute("revised"))) this.renew();
    this.view.render(this.room, this.mine);
    this.view.sending([...this.line.outbox.values()]);
    this.view.clocks(this.skew);
    this.dispatchEvent(new Event("live-room"));
  }

  // A frozen wall keeps what it shows, but for the notes that nobody may read any more.
  stands() {
    const { wall, notes } = this.room;
    this.dataset.wall = wall;
    if (wall !== "frozen") return false;
    for (const note of this.querySelectorAll(".live-note[data-id]")) if (notes[note.dataset.id]?.state !== "shown") note.remove();
    return true;
  }

  // The agenda has changed: its page is loaded anew, but never under the hands of somebody who is writing.
  renew() {
    const texts = [...this.querySelectorAll("textarea, input[type=text]")];
    const writing = this.contains(document.activeElement) || texts.some((field) => field.value !== field.defaultValue);
    if (!writing && !this.line.outbox.size) location.reload();
    for (const part of this.querySelectorAll("[data-renew]")) part.hidden = false;
  }

  note({ type, data }) {
    // Whoever waits asks the site whether it was them; not all in the same moment.
    if (type === "seat.let_in" && this.hasAttribute("waits")) setTimeout(() => location.reload(), Math.random() * 2000);
    if (type === "note.added") this.view.tell("new", words(this.view.words.new, ++this.fresh));
    if (type === "activity.opened") {
      delete this.view.news.closed;
      this.titled("opened", data.activity);
    }
    if (type === "activity.closed" && this.querySelector(`[data-after="${data.activity}"]`)) this.titled("closed", data.activity);
  }

  titled(name, id) {
    const title = this.querySelector(`[data-activity="${id}"] h2, [data-step="${id}"] h3`)?.textContent.trim();
    if (title) this.view.tell(name, words(this.view.words[name], title, "title"));
  }

  // Announced politely, at most every five seconds, however much happens.
  say() {
    const told = Object.values(this.view.news).join(" ");
    const place = this.querySelector("[data-said]");
    if (!told || !place) return;
    place.textContent = told;
    this.view.news = {};
    this.fresh = 0;
  }

  connection(state) {
    for (const part of this.querySelectorAll("[data-line]")) {
      part.textContent = this.view.words[state];
      part.dataset.line = state;
    }
  }

  problem(reason) {
    const place = this.querySelector("[data-problem]");
    if (!place) return;
    place.hidden = !reason;
    place.querySelector("[data-reason]").textContent = reason;
    if (reason) place.scrollIntoView({ block: "nearest" });
  }

  submitted(event) {
    const form = event.target;
    if (!form.hasAttribute("data-command")) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const { command: type, csrfmiddlewaretoken, page, op, ...fields } = Object.fromEntries(sent);
    const asked = { type, op: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}` };
    for (const [name, value] of Object.entries(fields)) asked[name] = WHOLE.includes(name) ? Number(value) : value.trim();
    const text = form.querySelector("textarea, input[type=text]");
    const must = text && !("optional" in text.dataset);
    if (must && !text.value.trim()) return text.focus();
    const wrong = READ[type]?.(form, sent, asked, this.view) || "";
    this.problem(wrong);
    if (wrong) return;
    this.line.ask(asked);
    if (type.endsWith(".give")) this.answering = asked.op;
    this.assume();
    if (must) {
      text.value = text.dataset.first ?? "";
      text.dispatchEvent(new Event("input", { bubbles: true }));
      if (form.hasAttribute("data-clear")) text.focus();
    }
    this.render();
  }

  // What was asked is shown as done while it is on its way: what the server told of this person, and that.
  assume() {
    this.mine = structuredClone(this.told);
    for (const asked of this.line.outbox.values()) ASSUME[asked.type]?.(asked, this.mine, this.view);
  }

  // What is being written survives a reload, a dropped line and a locked phone.
  draft() {
    for (const field of this.querySelectorAll("[data-draft]")) {
      const key = `${this.store}:${field.id}`;
      try {
        field.value ||= localStorage.getItem(key) || "";
        field.addEventListener("input", () => localStorage.setItem(key, field.value));
      } catch {
        return;
      }
    }
  }
}

customElements.define("live-room", LiveRoom);

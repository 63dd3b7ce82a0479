// <live-people>: who is in a room and who waits at its door, for those who keep order. Names are in no stream: when the
// room says that something changed, the site is asked for this page again, and only what differs is put in its place.
// What somebody is at (focus, an open menu, a changed field) stays under their hands until they let go of it.
import { Line } from "../live/line.js";

const SOON = 300;
const AT_LEAST = 5000;
const NOW_AND_THEN = 30_000; // names change, and people come without JavaScript, without the room hearing of it
const ORDER = /^(seat|room)\./;
const NOTES = /^(note|group)\./;
const FRESH = "input[name=csrfmiddlewaretoken], input[name=op]";

class LivePeople extends HTMLElement {
  connectedCallback() {
    this.seq = Number(this.getAttribute("seq"));
    this.last = Date.now();
    this.people = undefined;
    this.shown = new WeakMap();
    for (const part of this.querySelectorAll("[data-part], [data-list] > li")) this.shown.set(part, print(part));
    this.say(this);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.line = new Line({
      address: `${scheme}//${location.host}/ws/live/${this.getAttribute("code")}/?language=${this.getAttribute("language")}`,
      store: "live:people",
      seq: () => this.seq,
      heard: (frame) => this.heard(frame),
      changed: (state) => this.connection(state),
    });
    this.line.connect();
    this.addEventListener("submit", () => { this.stop(); });
    this.addEventListener("focusout", () => this.behind && this.soon());
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    addEventListener("online", () => this.line.now());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      this.line.now();
      this.soon();
    });
  }

  disconnectedCallback() {
    this.stop();
    this.line.stopped = true;
    this.line.socket?.close();
  }

  // A form leaves the page; the site's answer to it must not be taken by a page that nobody will see.
  stop() {
    this.stopped = true;
    clearTimeout(this.asking);
    this.abort?.abort();
  }

  // The session is over, or this page is nobody's to see any more: it says so and asks no more.
  end() {
    this.stop();
    this.connection("ended");
    this.ended = true;
  }

  heard(frame) {
    if (frame.type === "snapshot") {
      this.seq = frame.room.seq;
      this.soon();
    } else if (frame.type === "events") {
      const notes = this.querySelector("[data-list=notes]");
      for (const { seq, type } of frame.events) {
        this.seq = Math.max(this.seq, seq);
        if (type === "room.closed") this.end();
        if (ORDER.test(type) || (notes && NOTES.test(type))) this.soon();
      }
    } else if (frame.type === "presence") {
      if (frame.people !== this.people || Date.now() - this.last > NOW_AND_THEN) this.soon();
      this.people = frame.people;
    }
  }

  connection(state) {
    if (this.ended) return;
    const place = this.querySelector("[data-line]");
    const said = state === "offline" ? "connecting" : state;
    place.textContent = this.getAttribute(`words-${said}`);
    place.dataset.line = said;
    this.querySelector("[data-refresh]").hidden = state === "online";
  }

  soon() {
    if (this.stopped || document.hidden) return;
    this.asking ||= setTimeout(() => this.ask(), Math.max(SOON, this.last + AT_LEAST - Date.now()));
  }

  async ask() {
    this.asking = 0;
    this.last = Date.now();
    this.abort = new AbortController();
    try {
      const answer = await fetch(location.href, { signal: this.abort.signal });
      if (!answer.ok || answer.redirected) {
        this.end();
      } else {
        this.take(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("live-people"));
      }
    } catch {
      // Without a line, or leaving: the page stays as it was.
    }
  }

  take(fresh) {
    if (this.stopped || !fresh) return;
    this.behind = false;
    const there = (kind, name) => fresh.querySelector(`[data-${kind}="${name}"]`);
    for (const part of this.querySelectorAll("[data-part]")) this.renew(part, there("part", part.dataset.part));
    for (const list of this.querySelectorAll("[data-list]")) this.match(list, there("list", list.dataset.list));
    for (const section of this.querySelectorAll("[data-shown]")) {
      section.hidden = there("shown", section.dataset.shown).hidden && !section.contains(document.activeElement);
    }
    this.say(fresh);
  }

  // The element that stands for `fresh` from now on.
  renew(part, fresh) {
    const now = fresh && print(fresh);
    if (!fresh || now === this.shown.get(part)) return part;
    if (busy(part)) {
      this.behind = true;
      return part;
    }
    this.shown.set(fresh, now);
    part.replaceWith(fresh);
    return fresh;
  }

  match(list, fresh) {
    const held = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const things = [...(fresh?.children ?? [])];
    const kept = new Set(things.map((item) => item.dataset.id));
    for (const [id, item] of held) {
      if (kept.has(id)) continue;
      if (busy(item)) this.behind = true;
      else item.remove();
    }
    let before = null;
    for (const item of things) {
      const here = held.get(item.dataset.id);
      const placed = here ? this.renew(here, item) : item;
      if (!here) this.shown.set(item, print(item));
      let next = before ? before.nextElementSibling : list.firstElementChild;
      while (next && !kept.has(next.dataset.id)) next = next.nextElementSibling;
      if (next !== placed && !(here && busy(placed))) list.insertBefore(placed, next);
      before = placed;
    }
  }

  // In a status line, so that it is read out when it changes: at most every five seconds.
  say(from) {
    const place = this.querySelector("[data-said]");
    const word = (name) => this.getAttribute(`words-${name}`).replace("{n}", from.getAttribute(name));
    const said = [word("people"), Number(from.getAttribute("waiting")) ? word("waiting") : ""].filter(Boolean).join(" · ");
    if (place.textContent !== said) place.textContent = said;
  }
}

// What the site says of a part, without what differs from answer to answer.
function print(part) {
  const copy = part.cloneNode(true);
  for (const input of copy.querySelectorAll(FRESH)) input.remove();
  return copy.outerHTML;
}

function busy(part) {
  if (part.contains(document.activeElement) || part.querySelector("details[open]")) return true;
  return [...part.querySelectorAll("input, textarea, option")].some(changed);
}

const changed = (field) =>
  field.localName === "option"
    ? field.selected !== field.defaultSelected && [...field.parentElement.options].some((each) => each.defaultSelected)
    : field.type === "radio" || field.type === "checkbox"
      ? field.checked !== field.defaultChecked
      : field.type !== "hidden" && field.value !== field.defaultValue;

customElements.define("live-people", LivePeople);

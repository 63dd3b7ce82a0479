// <live-draft>: the text of one step, in a room's page. A phone writes in it or suggests changes, the wall and the
// facilitator's desk read along. Without it the same page works by its forms.
import { Draft } from "../live/draft.js";
import { Editor } from "../live/edit.js";
import { match, words } from "../live/match.js";

const SAY_EVERY = 5000;
const FRESH = 4000;
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

class LiveDraft extends HTMLElement {
  connectedCallback() {
    customElements.whenDefined("live-room").then(() => this.begin());
  }

  begin() {
    this.host = this.closest("live-room");
    this.activity = this.getAttribute("activity");
    this.mode = this.getAttribute("mode");
    this.words = this.querySelector("[data-words]");
    this.area = this.querySelector("[data-area]");
    this.fresh = [];
    if (!this.querySelector("[data-closed]")) this.follow();
    this.host.addEventListener("live-room", () => this.render());
    this.saying = setInterval(() => this.say(), SAY_EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.saying);
  }

  follow() {
    if (this.area) {
      this.querySelector("[data-save]").hidden = true;
      this.editor = new Editor(this.area, {
        typed: (edit) => this.draft.change(edit),
        hold: (composing) => (composing ? this.draft.hold() : this.draft.release()),
      });
      for (const name of ["focus", "blur", "keyup", "pointerup", "input"]) this.area.addEventListener(name, () => this.point());
    }
    this.draft = new Draft({
      activity: this.activity,
      line: this.host.line,
      store: `${this.host.store}:text:${this.activity}`,
      changed: (delta, remote) => this.changed(delta, remote),
      told: () => this.tell(),
      refused: (reason, text) => this.lost(reason, text),
    });
  }

  changed(delta, remote) {
    const text = this.draft.text.toString();
    if (this.editor) {
      if (!remote) this.editor.set(text);
      else if (this.editor.begun) this.editor.take(delta, text);
      else this.editor.begin(text);
    }
    if (remote && this.known) this.mark(delta);
    this.known ||= remote;
    this.dirty ||= requestAnimationFrame(() => this.show());
  }

  // What others changed is marked for a moment.
  mark(delta) {
    const until = Date.now() + FRESH;
    let at = 0;
    for (const { retain, insert, delete: gone } of delta) {
      const size = insert?.length ?? 0;
      if (!retain) {
        const shift = (place) => (place <= at ? place : Math.max(at, place + size - (gone ?? 0)));
        this.fresh = this.fresh.map(([from, to, end]) => [shift(from), shift(to), end]).filter(([from, to]) => to > from);
      }
      if (size) this.fresh.push([at, at + size, until]);
      at += retain ?? size;
    }
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.show(), FRESH + 50);
  }

  show() {
    this.dirty = 0;
    this.still = this.host.dataset.wall === "frozen";
    if (this.still) return;
    const text = this.draft.text.toString();
    const page = this.querySelector("[data-page]");
    if (page) this.paint(page, text);
    const list = this.querySelector("[data-passages]");
    if (list && this.mode !== "write") this.passages(list, lines(text));
    this.tell();
  }

  paint(page, text) {
    this.fresh = this.fresh.filter(([, , until]) => until > Date.now()).sort((a, b) => a[0] - b[0]);
    // What was typed letter by letter is one mark, so that joined letters stay joined.
    const marks = this.fresh.reduce((found, [from, to]) => {
      const before = found.at(-1);
      if (before && from <= before[1]) before[1] = Math.max(before[1], to);
      else found.push([from, to]);
      return found;
    }, []);
    let at = 0;
    let last = null;
    const made = [];
    for (const line of text.split("\n")) {
      if (line.trim()) {
        const part = Object.assign(document.createElement("p"), { dir: "auto" });
        let done = 0;
        for (const [from, to] of marks) {
          const [start, end] = [Math.max(from - at, done), Math.min(to - at, line.length)];
          if (start >= end) continue;
          last = Object.assign(document.createElement("mark"), { className: "live-fresh", textContent: line.slice(start, end) });
          part.append(line.slice(done, start), last);
          done = end;
        }
        part.append(line.slice(done));
        made.push(part);
      }
      at += line.length + 1;
    }
    page.replaceChildren(...made);
    if (this.host.hasAttribute("reads-only")) last?.scrollIntoView({ block: "nearest" });
  }

  passages(list, texts) {
    const things = texts.length ? texts.map((text, index) => [index + 1, text]) : [[0, ""]];
    match(list, things, (id) => this.host.view.make("passage", id), (element, text, id) => {
      element.querySelector("[data-text]").textContent = text;
      element.querySelector("[data-text]").hidden = !text;
      element.querySelector("[data-change]").hidden = !text;
      for (const part of element.querySelectorAll("[data-mode]")) part.hidden = this.mode !== "suggest";
      for (const form of element.querySelectorAll("form")) {
        const { activity, passage, quote, text: area } = form.elements;
        activity.value = this.activity;
        passage.value = id;
        const field = area.length ? area[0] : area;
        if (!form.closest("[data-change]") || quote.value === text) continue;
        if (field.value === quote.value) field.value = text;
        quote.value = field.dataset.first = text;
      }
    });
  }

  render() {
    const { room, mine } = this.host;
    const stage = room.stages[this.activity];
    const closed = this.querySelector("[data-closed]");
    if (closed) {
      if (stage?.state !== "done") return;
      const texts = lines(stage.outcome.text ?? "");
      closed.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { dir: "auto", textContent: text })));
      return;
    }
    const mode = room.modes[this.activity] ?? this.host.view.step(this.activity)?.mode ?? "write";
    if (mode !== this.mode || (this.still && this.host.dataset.wall !== "frozen")) {
      this.mode = mode;
      this.show();
    }
    const edits = mode === "write" || this.hasAttribute("may-write");
    for (const part of this.querySelectorAll(":scope > [data-mode]")) {
      part.hidden = part.dataset.mode === "write" ? !edits : edits;
    }
    for (const turn of this.querySelectorAll("[data-turn]")) {
      turn.setAttribute("aria-pressed", turn.value === mode);
      turn.classList.toggle("button--secondary", turn.value !== mode);
    }
    this.suggestions(room, mine);
  }

  suggestions(room, mine) {
    const list = this.querySelector("[data-suggestions]");
    const here = Object.entries(room.notes).filter(
      ([, note]) => note.about && note.activity === this.activity && note.state === "shown",
    );
    this.querySelector("[data-suggesting]").hidden = !here.length;
    match(list, here, (id) => this.host.view.make("suggestion", id), (element, { text, about }, id) => {
      const part = (name) => element.querySelector(`[data-${name}]`);
      const show = (name, shown) => { if (part(name)) part(name).hidden = !shown; };
      element.dataset.state = about.state;
      part("quote").textContent = about.quote;
      part("text").textContent = text;
      part("state-words").textContent = this.words.getAttribute(about.state) ?? "";
      part("reason").textContent = about.reason;
      part("objections").replaceChildren(
        ...about.objections.map((each) => Object.assign(document.createElement("li"), { dir: "auto", textContent: each })),
      );
      show("quote-line", about.quote);
      show("text-line", text);
      show("out", !text);
      show("settled", about.state);
      show("objections", about.objections.length);
      show("open", !about.state);
      show("own", mine.notes.includes(Number(id)) && !about.state);
      const objecting = mine.own?.objecting?.includes(Number(id));
      show("object", !objecting && this.hasAttribute("consent"));
      show("objecting", objecting);
    });
  }

  // Under the text: whether it is saved, and how many others write.
  tell() {
    const saved = this.querySelector("[data-saved]");
    if (!saved || !this.draft) return;
    saved.textContent = this.draft.saved ? (this.known ? this.words.getAttribute("saved") : "") : this.words.getAttribute("saving");
    const others = this.draft.places();
    this.querySelector("[data-others]").textContent = others.length ? words(this.words.getAttribute("others"), others.length) : "";
  }

  point() {
    const { area } = this;
    this.draft.cursor(document.activeElement === area ? area.selectionStart : -1);
  }

  // Said aloud to whoever writes, when it changes and at most every five seconds: who else writes, and how near.
  say() {
    if (!this.area || !this.draft) return;
    this.tell();
    const text = this.draft.text.toString();
    const start = text.lastIndexOf("\n", this.area.selectionStart - 1);
    const end = `${text}\n`.indexOf("\n", this.area.selectionStart);
    const others = this.draft.places();
    const near = document.activeElement === this.area && others.some((at) => at > start && at <= end);
    const news = near ? this.words.getAttribute("near") : others.length ? words(this.words.getAttribute("others"), others.length) : "";
    const place = this.querySelector("[data-told]");
    if (place.textContent !== news) place.textContent = news;
  }

  lost(reason, text) {
    this.known = false;
    this.fresh = [];
    this.editor?.end();
    const place = this.querySelector("[data-lost]");
    if (!place) return;
    place.hidden = false;
    place.querySelector("[data-lost-reason]").textContent = reason;
    place.querySelector("[data-lost-text]").value = text;
  }
}

customElements.define("live-draft", LiveDraft);

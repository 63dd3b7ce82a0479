// Puts a room's state into the page that the server made: same markup, cloned from the page's own templates.
import { PARTS } from "./parts/index.js";

export class View {
  constructor(host) {
    this.host = host;
    this.news = {};
    this.words = Object.fromEntries(
      [...host.attributes].filter((a) => a.name.startsWith("words-")).map((a) => [a.name.slice(6), a.value]),
    );
    this.agenda = JSON.parse(host.getAttribute("agenda"));
    this.templates = Object.fromEntries(
      [...host.querySelectorAll("template")].map((t) => [t.dataset.template, t.content.firstElementChild]),
    );
  }

  all(selector) {
    return this.host.querySelectorAll(selector);
  }

  step(id) {
    return this.agenda.find((step) => step.id === id);
  }

  make(name, id) {
    const element = this.templates[name].cloneNode(true);
    element.dataset.id = id;
    for (const field of element.querySelectorAll('input[name="note"], input[name="item"]')) field.value = id;
    return element;
  }

  render(room, mine) {
    for (const { fill = {} } of PARTS) {
      for (const [name, put] of Object.entries(fill)) {
        for (const place of this.all(`[data-${name}]`)) put(place, place.dataset[name], room, mine, this);
      }
    }
  }

  // Shows of `block` what `facts` say: data-if="fact" while it is so, data-fact="fact" its words. Words marked data-tell
  // are announced when they change.
  fill(block, facts) {
    for (const part of block.querySelectorAll("[data-if]")) {
      if (part.dataset.if in facts) part.hidden = !facts[part.dataset.if];
    }
    for (const part of block.querySelectorAll("[data-fact]")) {
      const text = String(facts[part.dataset.fact] ?? part.textContent);
      if (part.textContent === text) continue;
      part.textContent = text;
      if ("tell" in part.dataset && text) this.tell(part.dataset.fact, text);
    }
  }

  // Announced with the next news; of several by one name, the last.
  tell(name, sentence = this.words[name]) {
    this.news[name] = sentence;
  }

  sending(commands) {
    for (const list of this.all("[data-sending]")) {
      const texts = commands.filter(({ text, activity }) => text && activity === list.dataset.sending);
      list.hidden = !texts.length;
      list.replaceChildren(...texts.map(({ text }) => {
        const item = Object.assign(document.createElement("li"), { className: "live-note live-note--sending", dir: "auto" });
        item.append(text, " ", Object.assign(document.createElement("small"), { textContent: this.words.sending }));
        return item;
      }));
    }
  }

  clocks(skew) {
    for (const timer of this.all("[data-ends]")) {
      const { ends, left: held } = timer.dataset;
      const left = ends ? Math.round((Date.parse(ends) - Date.now() - skew) / 1000) : Number(held);
      const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      const before = timer.dataset.state;
      const state = !ends ? (left ? "paused" : "") : left > 60 ? "runs" : left > 30 ? "minute" : left > 0 ? "soon" : "over";
      if (before && state !== before && /minute|over/.test(state)) this.tell("clock", this.words[state]);
      timer.dataset.state = state;
      const text = { paused: `${clock} ${this.words.paused}`, over: this.words.over, "": "" }[state] ?? clock;
      if (timer.textContent !== text) timer.textContent = text;
    }
  }
}

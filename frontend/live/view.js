// Puts a room's state into the page that the server made: same markup, cloned from the page's own templates.
import { merged, stands } from "./state.js";

const words = (text, n) => text.replace("{n}", n);

// Makes the children of `list` those of `things` ([id, thing]), keeping elements and with them focus and open menus.
function match(list, things, make, update) {
  const held = new Map([...list.children].map((child) => [child.dataset.id, child]));
  let before = null;
  for (const [key, thing] of things) {
    const id = String(key);
    const element = held.get(id) || make(id);
    held.delete(id);
    const next = before ? before.nextElementSibling : list.firstElementChild;
    if (next !== element) list.insertBefore(element, next);
    update(element, thing, id);
    before = element;
  }
  for (const gone of held.values()) gone.remove();
}

export class View {
  constructor(host) {
    this.host = host;
    this.words = Object.fromEntries(
      [...host.attributes].filter((a) => a.name.startsWith("words-")).map((a) => [a.name.slice(6), a.value]),
    );
    this.agenda = host.getAttribute("agenda").trim().split(" ").map((part) => {
      const [id, method, dots] = part.split(":");
      return { id, method, dots: Number(dots) };
    });
    this.templates = Object.fromEntries(
      [...host.querySelectorAll("template")].map((t) => [t.dataset.template, t.content.firstElementChild]),
    );
  }

  all(selector) {
    return this.host.querySelectorAll(selector);
  }

  make(name, id) {
    const element = this.templates[name].cloneNode(true);
    element.dataset.id = id;
    for (const field of element.querySelectorAll('input[name="note"], input[name="item"]')) field.value = id;
    return element;
  }

  render(room, mine) {
    const when = room.state !== "open" ? room.state : room.current ? "running" : "between";
    for (const part of this.all("[data-when]")) part.hidden = part.dataset.when !== when;
    for (const part of this.all("[data-room]")) part.hidden = part.dataset.room !== room.state;
    for (const part of this.all("[data-activity]")) part.hidden = part.dataset.activity !== room.current;
    const counted = room.state === "open" && [...this.all("[data-after]")].some((part) => part.dataset.after === room.last);
    for (const part of this.all("[data-else]")) part.hidden ||= counted;
    for (const part of this.all("[data-after]")) part.hidden = room.state !== "open" || part.dataset.after !== room.last;
    for (const timer of this.all("[data-timer]")) timer.dataset.ends = room.stages[timer.dataset.timer]?.ends_at || "";
    this.sheet(room);
    const notes = Object.entries(room.notes).filter(([, note]) => stands(note));
    for (const list of this.all("[data-notes]")) {
      const own = notes.filter(([, note]) => note.activity === list.dataset.notes).reverse();
      match(list, own, (id) => this.make("note", id), (el, note, id) => this.note(el, note, id, room, mine));
    }
    for (const list of this.all("[data-columns]")) this.columns(list, room, notes, mine);
    for (const list of this.all("[data-items]")) this.items(list, room, mine);
    for (const list of this.all("[data-poll]")) this.poll(list, room);
    for (const form of this.all("form[data-answer]")) this.answer(form, mine);
    for (const select of this.all("[data-themes]")) this.themes(select, room);
  }

  sheet(room) {
    for (const step of this.all("[data-step]")) {
      const state = room.stages[step.dataset.step]?.state || "waiting";
      for (const part of step.querySelectorAll("[data-step-when]")) {
        const when = part.dataset.stepWhen;
        const open = room.state === "open" && !room.current && state !== "running";
        part.hidden = when === "waiting" ? !open : when !== state;
      }
    }
  }

  note(element, note, id, room, mine) {
    const text = element.querySelector("[data-text]");
    if (text.textContent !== note.text) text.textContent = note.text;
    const number = element.querySelector("[data-number]");
    if (number) number.textContent = id;
    const under = element.querySelector("[data-merged]");
    if (under) {
      const texts = merged(room, id).map((each) => each.text);
      under.hidden = !texts.length;
      under.replaceChildren(...texts.map((each) => {
        const item = Object.assign(document.createElement("li"), { textContent: each, dir: "auto" });
        return item;
      }));
    }
    const own = element.querySelector("[data-own]");
    if (own) own.hidden = !mine.notes.includes(Number(id)) || room.current !== note.activity;
  }

  columns(list, room, notes, mine) {
    const titles = [["0", this.words.alone], ...Object.entries(room.themes), ["parked", this.words.parked]];
    match(list, titles, (id) => this.make("column", id), (column, title, id) => {
      column.querySelector("[data-title]").textContent = title;
      const inside = notes.filter(([, note]) => (id === "parked" ? note.parked : !note.parked && String(note.theme) === id));
      column.hidden = !inside.length && !("drop" in column.dataset) && (id === "0" || id === "parked");
      match(column.querySelector("[data-cards]"), inside, (note) => this.make("note", note),
        (el, note, key) => this.note(el, note, key, room, mine));
    });
  }

  items(list, room, mine) {
    const id = list.dataset.items;
    const stage = room.stages[id] || { items: [], tallies: {} };
    const given = mine.given[id] || {};
    const dots = this.agenda.find((activity) => activity.id === id).dots;
    const left = dots - Object.values(given).reduce((sum, n) => sum + n, 0);
    for (const part of this.all(`[data-left="${id}"]`)) part.textContent = words(this.words.left, left);
    const items = [...stage.items];
    const most = "mostFirst" in list.dataset;
    if (most) items.sort((a, b) => (stage.tallies[b] ?? 0) - (stage.tallies[a] ?? 0));
    match(list, items.map((item) => [item, item]), (key) => this.make(most ? "tally" : "item", key), (element, item) => {
      const own = given[item] || 0;
      const theme = room.themes[item];
      for (const title of element.querySelectorAll("[data-title]")) title.textContent = theme ?? room.notes[item]?.text ?? "";
      const tally = stage.tallies[item];
      element.querySelector("[data-tally]").textContent = tally === undefined ? "" : words(this.words.all, tally);
      const form = element.querySelector("form");
      if (!form) return;
      const count = Object.values(room.notes).filter((note) => stands(note) && note.theme === item).length;
      element.querySelector("[data-count]").textContent = theme ? words(this.words.notes, count) : "";
      form.querySelector("[data-own]").textContent = words(this.words.yours, own);
      form.elements.activity.value = id;
      const [less, more] = [form.querySelector("[data-less]"), form.querySelector("[data-more]")];
      Object.assign(less, { value: Math.max(own - 1, 0), disabled: own === 0 });
      Object.assign(more, { value: own + 1, disabled: left < 1 });
    });
  }

  poll(list, room) {
    const { tallies, voters } = room.stages[list.dataset.poll] || { tallies: {}, voters: 0 };
    for (const part of this.all(`[data-voters="${list.dataset.poll}"]`)) part.textContent = words(this.words.answers, voters);
    for (const option of list.querySelectorAll("[data-option]")) {
      const count = tallies[option.dataset.option];
      const share = option.querySelector("[data-share]");
      share.hidden = count === undefined;
      if (share.hidden) continue;
      Object.assign(share.querySelector("progress"), { max: voters || 1, value: count });
      share.querySelector("[data-tally]").textContent = count;
    }
  }

  // What the server knows as the person's answer, unless they are choosing another one just now.
  answer(form, mine) {
    const given = mine.given[form.elements.activity.value] || {};
    const known = JSON.stringify(given);
    form.querySelector("[data-answered]").hidden = !Object.keys(given).length;
    if (form.dataset.answer === known) return;
    form.dataset.answer = known;
    for (const choice of form.querySelectorAll('[name="choices"]')) choice.checked = choice.value in given;
  }

  themes(select, room) {
    const key = JSON.stringify(room.themes);
    if (select.dataset.known === key) return;
    select.dataset.known = key;
    const chosen = select.value;
    const first = select.options[0];
    select.replaceChildren(first, ...Object.entries(room.themes).map(([id, title]) => new Option(title, id)));
    select.value = chosen in room.themes ? chosen : "0";
  }

  sending(commands) {
    const texts = commands.filter((command) => command.type === "note.add");
    for (const list of this.all("[data-sending]")) {
      list.hidden = !texts.length;
      list.replaceChildren(...texts.map(({ text }) => {
        const item = Object.assign(document.createElement("li"), { className: "live-note live-note--sending", dir: "auto" });
        item.append(text, " ", Object.assign(document.createElement("small"), { textContent: this.words.sending }));
        return item;
      }));
    }
  }

  clocks(skew) {
    for (const timer of this.all("[data-timer]")) {
      const ends = timer.dataset.ends;
      if (!ends) {
        timer.textContent = "";
        continue;
      }
      const left = Math.round((Date.parse(ends) - Date.now() - skew) / 1000);
      const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      timer.textContent = left > 0 ? clock : this.words.over;
    }
  }
}

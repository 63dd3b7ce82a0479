// Opinions on statements, put one at a time; what the room thinks is told after closing.
import { match, setText, words } from "../match.js";
import { stands } from "./board.js";

export const empty = { answers: {} };

export const whole = ["vote"];

export const apply = {
  "opinion.given": (room, { activity, answers }) => { room.answers[activity] = answers; },
};

export const assume = {
  "opinion.give": ({ activity, item, vote }, mine) => { (mine.given[activity] ??= {})[item] = vote; },
};

const statements = (view, room, id) => new Map([
  ...view.step(id).statements.map((text, place) => [String(-place - 1), text]),
  ...Object.entries(room.notes).filter(([, note]) => note.activity === id && stands(note)).map(([key, note]) => [key, note.text]),
]);

export function render(view, room, mine) {
  for (const part of view.all("[data-answers]")) {
    part.textContent = words(view.words.answers, room.answers[part.dataset.answers] || 0);
  }
  for (const card of view.all("[data-ask]")) ask(view, card, room, mine);
  for (const list of view.all("[data-statements]")) every(view, list, room, mine);
  for (const list of view.all("[data-opinions]")) told(view, list, room);
  for (const place of view.all("[data-map]")) map(place, room.stages[place.dataset.map]);
}

function ask(view, card, room, mine) {
  const id = card.dataset.ask;
  const texts = statements(view, room, id);
  const given = mine.given[id] || {};
  const left = [...texts.keys()].filter((item) => !given[item]);
  const next = [card.dataset.item, String(mine.own?.ask?.[id])].find((item) => left.includes(item)) ?? left[0];
  card.dataset.item = next ?? "";
  const form = card.querySelector("form");
  form.hidden = next === undefined;
  card.querySelector("[data-done]").hidden = next !== undefined;
  // `elements.item` is the collection's own method.
  form.elements.namedItem("item").value = next ?? "";
  setText(card.querySelector("[data-text]"), texts.get(next) ?? "");
  setText(card.querySelector("[data-progress]"),
    words(words(view.words.progress, texts.size - left.length), texts.size, "total"));
}

function every(view, list, room, mine) {
  const id = list.dataset.statements;
  match(list, statements(view, room, id), (key) => view.make("statement", key), (element, text, key) => {
    setText(element.querySelector("[data-text]"), text);
    element.querySelector("form").elements.activity.value = id;
    for (const button of element.querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.value) === mine.given[id]?.[key]));
  });
}

function told(view, list, room) {
  const id = list.dataset.opinions;
  const texts = statements(view, room, id);
  const votes = (room.stages[id]?.outcome.votes || []).filter(([item]) => texts.has(String(item)));
  match(list, votes, (key) => view.make("opinion", key), (element, counts, key) => {
    setText(element.querySelector("[data-text]"), texts.get(key));
    const [agree, disagree, pass] = counts;
    Object.assign(element.querySelector("progress"), { max: agree + disagree + pass, value: agree });
    for (const place of element.querySelectorAll("[data-vote]")) setText(place, String(counts[place.dataset.vote]));
  });
}

// Ten people or more: a way to the map; on the wall the map itself, made by the server.
async function map(place, { state, voters } = {}) {
  const there = state === "done" && voters >= 10;
  place.hidden = !there;
  if (!there) delete place.dataset.drawn;
  if (!there || !place.closest("[reads-only]") || "drawn" in place.dataset) return;
  place.dataset.drawn = "";
  const answer = await fetch(`${place.querySelector("a")?.href ?? place.dataset.from}?part`);
  if (!answer.ok) return;
  place.dataset.from ??= place.querySelector("a").href;
  place.innerHTML = await answer.text();
}

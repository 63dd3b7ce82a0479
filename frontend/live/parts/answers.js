// Answers to what is put before the room, and how many chose each.
import { match, setText, words } from "../match.js";
import { stands } from "./board.js";
import { stage } from "./session.js";

export const empty = {};

export const apply = {
  "answer.given": (room, { activity, voters, tallies }) => {
    const answered = stage(room, activity);
    answered.voters = voters;
    if (tallies) answered.tallies = Object.fromEntries(tallies);
  },
};

function voters(part, id, room, mine, view) {
  part.textContent = words(part.dataset.say ?? view.words.answers, stage(room, id).voters);
}

function poll(list, id, room) {
  const { tallies, voters, outcome } = stage(room, id);
  for (const option of list.querySelectorAll("[data-option]")) {
    const count = tallies[option.dataset.option];
    const share = option.querySelector("[data-share]");
    share.hidden = count === undefined;
    if (share.hidden) continue;
    Object.assign(share.querySelector("progress"), { max: voters || 1, value: count });
    share.querySelector("[data-tally]").textContent = count;
  }
  if (!("ordered" in list.dataset) || !outcome.places) return;
  const order = outcome.places.flat().map((number) => list.querySelector(`[data-option="${number}"]`));
  if (order.some((option, place) => option !== list.children[place])) list.append(...order);
}

// What the server knows as the person's answer, unless they are choosing another one just now or theirs was refused.
function answer(form, id, room, mine) {
  const given = mine.given[form.elements.activity.value] || {};
  const known = JSON.stringify(given);
  form.querySelector("[data-answered]").hidden = !Object.keys(given).length;
  if (form.dataset.answer === known) return;
  form.dataset.answer = known;
  if (known === "{}") return;
  for (const choice of form.querySelectorAll('[name="choices"], [name="stand"]')) choice.checked = choice.value in given;
  form.querySelectorAll("select").forEach((select, place) => {
    select.value = Object.keys(given).find((option) => given[option] === place + 1) ?? "";
  });
}

function said(list, id, room, mine, view) {
  const found = new Map();
  for (const [key, { activity, text, ...note }] of Object.entries(room.notes)) {
    if (activity !== id || !stands(note)) continue;
    const same = text.toLowerCase().split(/\s+/).join(" ");
    const [first, shown, count] = found.get(same) ?? [key, text, 0];
    found.set(same, [first, shown, count + 1]);
  }
  const most = [...found.values()].sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1));
  match(list, most.map((each) => [each[0], each]), (id) => view.make("word", id), (element, [, text, count]) => {
    element.dataset.often = Math.min(count, 5);
    setText(element.querySelector("[data-text]"), text);
    setText(element.querySelector("[data-tally]"), String(count));
  });
}

// A closed ranking's or consent's result in a sentence.
function outcome(place, id, room, mine, view) {
  const { outcome, state, tallies } = stage(room, id);
  const { options, method } = view.step(id);
  let text = "";
  if (method === "consent" && state === "done") {
    text = tallies[4] ? words(view.words.objections, tallies[4]) : view.words.nobody_objects;
  } else if (outcome.places?.length) {
    const [first, schulze] = [outcome.places[0], outcome.schulze].map((numbers) =>
      numbers.map((number) => `\u2068${options[number - 1]}\u2069`).join(", "));
    text = words(words(first === schulze ? view.words.rules_agree : view.words.rules_differ, first, "names"), schulze, "others");
  }
  setText(place, text);
}

export const fill = { voters, poll, answer, words: said, outcome };

export const read = {
  "answer.give": (form, sent, asked, view) => {
    asked.choices = sent.getAll("choices").filter(Boolean).map(Number);
    return new Set(asked.choices).size < asked.choices.length ? view.words.twice : "";
  },
};

export const assume = {
  "answer.give": ({ activity, choices }, mine, view) => {
    const ranked = view.step(activity).kind === "ranking";
    mine.given[activity] = Object.fromEntries(choices.map((one, place) => [one, ranked ? place + 1 : 1]));
  },
};

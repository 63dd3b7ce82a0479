// Answers to what is put before the room, and how many chose each.
import { words } from "../match.js";
import { stage } from "./session.js";

export const empty = {};

export const apply = {
  "answer.given": (room, { activity, voters, tallies }) => {
    const answered = stage(room, activity);
    answered.voters = voters;
    if (tallies) answered.tallies = Object.fromEntries(tallies);
  },
};

export function render(view, room, mine) {
  for (const list of view.all("[data-poll]")) counted(view, list, room);
  for (const form of view.all("form[data-answer]")) answer(form, mine);
}

function counted(view, list, room) {
  const { tallies, voters } = room.stages[list.dataset.poll] || { tallies: {}, voters: 0 };
  for (const part of view.all(`[data-voters="${list.dataset.poll}"]`)) part.textContent = words(view.words.answers, voters);
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
function answer(form, mine) {
  const given = mine.given[form.elements.activity.value] || {};
  const known = JSON.stringify(given);
  form.querySelector("[data-answered]").hidden = !Object.keys(given).length;
  if (form.dataset.answer === known) return;
  form.dataset.answer = known;
  for (const choice of form.querySelectorAll('[name="choices"]')) choice.checked = choice.value in given;
}

export const read = {
  "answer.give": (form, sent, asked) => { asked.choices = sent.getAll("choices").map(Number); },
};

export const assume = {
  "answer.give": ({ activity, choices }, mine) => {
    mine.given[activity] = Object.fromEntries(choices.map((one) => [one, 1]));
  },
};

// Who may come in, and how many wait to be let in. Whom it is about travels to nobody.
import { words } from "../match.js";
import { stage } from "./session.js";

export const empty = { door: "open", waiting: 0 };

const count = (room, { waiting }) => { room.waiting = waiting; };
const seats = ["waits", "let_in", "left", "removed", "muted", "unmuted", "given_role"];

export const apply = {
  ...Object.fromEntries(seats.map((name) => [`seat.${name}`, count])),
  "room.door_set": (room, { door }) => { room.door = door; },
  "seat.moved": (room, { activity, tallies, voters, waiting }) => {
    if (activity) Object.assign(stage(room, activity), { tallies: Object.fromEntries(tallies), voters });
    room.waiting = waiting;
  },
};

export const fill = {
  waiting: (part, sentence, { waiting }) => {
    part.hidden = !waiting;
    part.textContent = words(sentence, waiting);
  },
  door: (part, state, { door }) => { part.hidden = state !== door; },
};

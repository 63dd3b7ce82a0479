// The floor: who waits to speak (numbers of tickets; names for those who lead), who speaks, whose turn is next.
import { match, words } from "../match.js";

export const whole = ["ticket", "shown"];
export const empty = { floor: { waiting: [], speaking: null } };

const leave = ({ floor }, { ticket }) => { floor.waiting = floor.waiting.filter((turn) => turn.ticket !== ticket); };
const ask = ({ floor }, turn) => { floor.waiting.push(turn); };
const time = ({ floor }, { ends_at, left }) => Object.assign(floor.speaking, { ends_at, left });
const end = ({ floor }) => { floor.speaking = null; };

export const apply = {
  "floor.asked": ask,
  "floor.added": ask,
  "floor.left": leave,
  "floor.called": (room, { ticket, name, ends_at }) => {
    leave(room, { ticket });
    room.floor.speaking = { ticket, name, ends_at, left: null };
  },
  "floor.extended": time,
  "floor.paused": time,
  "floor.resumed": time,
  "floor.ended": end,
  "activity.closed": (room) => { room.floor = { waiting: [], speaking: null }; },
};

export const assume = {
  "floor.ask": (asked, mine) => { mine.own.ticket = -1; },
  "floor.leave": (asked, mine) => { mine.own.ticket = 0; },
};

// Who has not spoken yet comes first, then whoever asked earlier.
const fairly = (waiting) => [...waiting].sort((a, b) => b.first - a.first || a.ticket - b.ticket);

export function render(view, { floor: { waiting, speaking } }, mine) {
  const say = view.words;
  const own = mine.own.ticket;
  const queue = fairly(waiting);
  const place = queue.findIndex(({ ticket }) => ticket === own) + 1;
  const turn = !!own && speaking?.ticket === own;
  const called = ({ name, ticket }) => name || words(say.speaker, ticket);
  const facts = {
    speaks: speaking,
    ticks: speaking?.ends_at,
    paused: speaking && !speaking.ends_at,
    speaker: speaking ? called(speaking) : say.silence,
    speaking: speaking ? words(say.speaking, called(speaking), "title") : say.silence,
    queue: queue.length,
    next: queue.length ? words(say.next, words(say.speaker, queue[0].ticket), "title") : "",
    waiting: words(say.queue, queue.length),
    asks: !turn && !place && own !== -1,
    waits: place || own === -1,
    turn,
    placed: turn || place || own === -1,
    place: own === -1 ? say.sending : turn ? say.turn : place === 1 ? say.younext : place ? words(say.place, place) : "",
    ticket: place || turn ? words(say.ticket, own) : "",
  };
  for (const block of view.all("[data-floor]")) {
    view.fill(block, facts);
    for (const clock of block.querySelectorAll("[data-ends]")) clock.dataset.ends = speaking?.ends_at || "";
  }
  for (const list of view.all("[data-queue]")) {
    match(list, queue.map((each) => [each.ticket, each]), (id) => view.make("turn", id), (element, each) => {
      view.fill(element, { called: called(each), number: words(say.ticket, each.ticket), again: !each.first });
      for (const field of element.querySelectorAll('[name="ticket"]')) field.value = each.ticket;
    });
  }
}

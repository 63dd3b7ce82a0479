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

const called = ({ name, ticket }, say) => name || words(say.speaker, ticket);
// Who has not spoken yet comes first, then whoever asked earlier.
const fairly = (waiting) => [...waiting].sort((a, b) => b.first - a.first || a.ticket - b.ticket);

function facts({ floor: { waiting, speaking } }, mine, say) {
  const own = mine.own.ticket;
  const queue = fairly(waiting);
  const place = queue.findIndex(({ ticket }) => ticket === own) + 1;
  const turn = !!own && speaking?.ticket === own;
  return {
    speaks: speaking,
    ticks: speaking?.ends_at,
    paused: speaking && !speaking.ends_at,
    speaker: speaking ? called(speaking, say) : say.silence,
    speaking: speaking ? words(say.speaking, called(speaking, say), "title") : say.silence,
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
}

function floor(block, _, room, mine, view) {
  view.fill(block, facts(room, mine, view.words));
  for (const clock of block.querySelectorAll("[data-ends]")) clock.dataset.ends = room.floor.speaking?.ends_at || "";
}

function queue(list, _, room, mine, view) {
  match(list, fairly(room.floor.waiting).map((each) => [each.ticket, each]), (id) => view.make("turn", id), (element, each) => {
    view.fill(element, { called: called(each, view.words), number: words(view.words.ticket, each.ticket), again: !each.first });
    for (const field of element.querySelectorAll('[name="ticket"]')) field.value = each.ticket;
  });
}

export const fill = { floor, queue };

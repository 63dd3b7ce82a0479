// The session and the run of its activities.
export const empty = { state: "prepared", current: "", last: "", revised: 0, stages: {}, results: {} };

export const whole = ["seconds"];

export const stage = (room, id) =>
  (room.stages[id] ??= { state: "waiting", number: 0, ends_at: "", left: 0, items: [], tallies: {}, voters: 0, outcome: {} });

const time = (room, { activity, ends_at, left = 0 }) => { Object.assign(stage(room, activity), { ends_at, left }); };

export const apply = {
  "room.opened": (room) => { room.state = "open"; },
  "room.closed": (room) => { room.state = "closed"; room.current = ""; },
  "activity.opened": (room, { activity, ends_at, items, tallies = [], voters }, seq) => {
    room.current = activity;
    room.last = "";
    const opened = stage(room, activity);
    const count = voters ?? opened.voters;
    Object.assign(opened, { state: "running", number: opened.number || seq, ends_at, left: 0, items, voters: count });
    opened.tallies = Object.fromEntries(tallies);
  },
  "activity.extended": time,
  "activity.paused": time,
  "activity.resumed": time,
  "agenda.revised": (room, _, seq) => { room.revised = seq; },
  "activity.closed": (room, { activity, tallies, voters, outcome = {} }) => {
    Object.assign(stage(room, activity), { state: "done", ends_at: "", left: 0, tallies: Object.fromEntries(tallies), voters, outcome });
    if (room.current !== activity) return;
    room.current = "";
    room.last = activity;
  },
  "result.handed_over": (room, { item, contribution }) => { room.results[item] = contribution; },
};

export function render(view, room) {
  const when = room.state !== "open" ? room.state : room.current ? "running" : "between";
  for (const part of view.all("[data-when]")) part.hidden = part.dataset.when !== when;
  for (const part of view.all("[data-room]")) part.hidden = part.dataset.room !== room.state;
  for (const part of view.all("[data-activity]")) part.hidden = part.dataset.activity !== room.current;
  const counted = room.state === "open" && [...view.all("[data-after]")].some((part) => part.dataset.after === room.last);
  for (const part of view.all("[data-else]")) part.hidden ||= counted;
  for (const part of view.all("[data-after]")) part.hidden = room.state !== "open" || part.dataset.after !== room.last;
  for (const timer of view.all("[data-timer]")) {
    const { ends_at: ends = "", left = 0 } = room.stages[timer.dataset.timer] ?? {};
    Object.assign(timer.dataset, { ends, left });
  }
  for (const step of view.all("[data-step]")) sheet(step, room);
}

function sheet(step, room) {
  const state = room.stages[step.dataset.step]?.state || "waiting";
  for (const part of step.querySelectorAll("[data-step-when]")) {
    const when = part.dataset.stepWhen;
    const open = room.state === "open" && !room.current && state !== "running";
    part.hidden = when === "waiting" ? !open : when !== state;
  }
}

// The session and the run of its activities.
export const empty = { state: "prepared", current: "", last: "", stages: {}, results: {} };

export const stage = (room, id) =>
  (room.stages[id] ??= { state: "waiting", number: 0, ends_at: "", items: [], tallies: {}, voters: 0, outcome: {} });

export const apply = {
  "room.opened": (room) => { room.state = "open"; },
  "room.closed": (room) => { room.state = "closed"; room.current = ""; },
  "activity.opened": (room, { activity, ends_at, items, tallies = [], voters }, seq) => {
    room.current = activity;
    room.last = "";
    const opened = stage(room, activity);
    Object.assign(opened, { state: "running", number: opened.number || seq, ends_at, items, voters: voters ?? opened.voters });
    opened.tallies = Object.fromEntries(tallies);
  },
  "activity.extended": (room, { activity, ends_at }) => { stage(room, activity).ends_at = ends_at; },
  "activity.closed": (room, { activity, tallies, voters, outcome = {} }) => {
    Object.assign(stage(room, activity), { state: "done", ends_at: "", tallies: Object.fromEntries(tallies), voters, outcome });
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
  for (const timer of view.all("[data-timer]")) timer.dataset.ends = room.stages[timer.dataset.timer]?.ends_at || "";
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

// The wall follows the room, stands still or is empty; live-room.js obeys.
export const empty = { wall: "live" };

export const apply = { "wall.shown": (room, { show }) => { room.wall = show; } };

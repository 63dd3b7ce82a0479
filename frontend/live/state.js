// What a room is after its events: the browser's half of realtime/domain/state.py. No DOM, no network.
import { PARTS } from "./parts/index.js";

export const empty = () => Object.assign({ seq: 0 }, ...PARTS.map((part) => structuredClone(part.empty)));

// Applies events in order; one seen before changes nothing. False when one is missing: ask the server again.
export function grow(room, events) {
  for (const { seq, type, data } of events) {
    if (seq <= room.seq) continue;
    if (seq !== room.seq + 1) return false;
    for (const part of PARTS) part.apply?.[type]?.(room, data, seq);
    room.seq = seq;
  }
  return true;
}

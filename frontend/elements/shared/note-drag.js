// Notes are dragged onto themes; the menu of each note does the same by keyboard.
export function drag(host) {
  let held = null;
  host.addEventListener("dragstart", (event) => {
    held = event.target.closest?.(".live-note")?.dataset.id;
    event.dataTransfer.effectAllowed = "move";
  });
  host.addEventListener("dragover", (event) => {
    if (held && event.target.closest("[data-drop]")) event.preventDefault();
  });
  host.addEventListener("drop", (event) => {
    const column = event.target.closest("[data-drop]")?.dataset.id;
    if (!held || column === undefined) return;
    event.preventDefault();
    const op = crypto.randomUUID?.() ?? `drag-${Date.now()}`;
    if (column === "parked") host.line.ask({ type: "note.park", op, note: Number(held) });
    else host.line.ask({ type: "note.place", op, note: Number(held), theme: Number(column) });
    held = null;
  });
}

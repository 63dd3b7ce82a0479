// The desk works without this: it adds dragging a contribution onto the change, and counting what is ticked.
// Dragging only ticks the box that can be ticked by hand or keyboard; the form is sent by its button.

const TYPE = "text/plain";

function choose(box, target) {
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  target.classList.add("desk-drop--taken");
  const reason = box.form.querySelector("textarea");
  reason?.focus({ preventScroll: true });
  reason?.scrollIntoView({ block: "center", behavior: "auto" });
}

function makeDraggable(item) {
  item.draggable = true;
  item.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(TYPE, item.querySelector("input[type=checkbox]").id);
    event.dataTransfer.effectAllowed = "link";
    document.body.classList.add("desk-dragging");
  });
  item.addEventListener("dragend", () => document.body.classList.remove("desk-dragging"));
}

function makeTarget(target) {
  const words = target.querySelector(".desk-drop-words");
  if (words) words.hidden = false;
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "link";
    target.classList.add("desk-drop--over");
  });
  target.addEventListener("dragleave", () => target.classList.remove("desk-drop--over"));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    target.classList.remove("desk-drop--over");
    const box = document.getElementById(event.dataTransfer.getData(TYPE));
    if (box instanceof HTMLInputElement && box.type === "checkbox") choose(box, target);
  });
}

// A box that ticks all, also those on other pages, and words that say how many are ticked.
function makeCounter(form) {
  const every = form.querySelector("[data-desk-every]");
  const told = form.querySelector("[data-desk-count]");
  const boxes = [...form.querySelectorAll("[data-desk-drag] input[type=checkbox]")];
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    told.textContent = every?.checked ? every.dataset.deskEvery : String(ticked);
  };
  form.querySelector("[data-desk-said]").hidden = false;
  form.addEventListener("change", (event) => {
    if (event.target === every) for (const box of boxes) box.checked = every.checked;
    else if (every && boxes.includes(event.target) && !event.target.checked) every.checked = false;
    tell();
  });
  if (every?.checked) for (const box of boxes) box.checked = true;
  tell();
}

const targets = document.querySelectorAll("[data-desk-drop]");
if (targets.length) document.querySelectorAll("[data-desk-drag]").forEach(makeDraggable);
targets.forEach(makeTarget);
document.querySelectorAll("form[data-desk-counted]").forEach(makeCounter);

// Plays random edits on frontend/live/edit.js with a textarea that is an object; throws where a text comes out wrong.
import { difference, Editor, moved } from "../../frontend/live/edit.js";

let seed = 7;
const below = (n) => ((seed = (seed * 1103515245 + 12345) % 2147483648) >> 8) % n;
const PIECES = ["a", "b", " ", "😀", "😁", "ظ", "\n"];
const row = (most) => Array.from({ length: below(most) }, () => PIECES[below(PIECES.length)]);
const put = (text, { at, gone, text: more }) => text.slice(0, at) + more + text.slice(at + gone);
const same = (found, wanted, why) => {
  if (found !== wanted) throw new Error(`${why}: ${JSON.stringify({ found, wanted })}`);
};

for (let round = 0; round < 50_000; round += 1) {
  const [old, more] = [row(8), row(3)];
  const at = below(old.length + 1);
  const gone = Math.min(below(3), old.length - at);
  const now = [...old.slice(0, at), ...more, ...old.slice(at + gone)].join("");
  const edit = difference(old.join(""), now, [...old.slice(0, at), ...more].join("").length);
  same(put(old.join(""), edit), now, "difference");
  const whole = [edit.text, old.join("").slice(0, edit.at), old.join("").slice(edit.at + edit.gone)].every((part) => part.isWellFormed());
  same(whole, true, "a character is cut in two");
  const others = row(8).join("");
  const merged = put(others, moved(edit, old.join(""), others));
  same(merged.isWellFormed() && merged.includes(edit.text), true, "what was typed is lost");
}

class Area extends EventTarget {
  constructor(value) {
    super();
    Object.assign(this, { value, defaultValue: value, selectionStart: 0, selectionEnd: 0, scrollTop: 0 });
  }

  setSelectionRange(start, end) {
    Object.assign(this, { selectionStart: start, selectionEnd: end });
  }

  setRangeText(text, start, end) {
    this.value = this.value.slice(0, start) + text + this.value.slice(end);
  }

  type(value) {
    this.value = value;
    this.setSelectionRange(value.length, value.length);
    this.dispatchEvent(new Event("input"));
  }
}

const told = [];
const area = new Area("Dear mayor");
const editor = new Editor(area, { typed: (edit) => told.push(edit), hold: () => {} });
area.type("Dear mayor, please");
same(told.length, 0, "typed before the room's text came");
editor.begin("To all: Dear mayor");
same(JSON.stringify(told), JSON.stringify([{ at: 18, gone: 0, text: ", please" }]), "what was typed before stays");
editor.set("To all: Dear mayor, please");
editor.take([{ retain: 3 }, { insert: "you " }], "To you all: Dear mayor, please");
same(area.value, "To you all: Dear mayor, please", "others' changes");
area.type("To you all: Dear mayor, please\u202e!");
same(told.at(-1).text, "!", "characters that reorder others are left out");
console.log("ok");

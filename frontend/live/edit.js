// A plain <textarea> as the editor of a text that others change too: native with keyboards that compose, with screen
// readers and from right to left. The caret stays where it is while others write.
const UNSAFE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;
const half = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

// What one edit changed: characters `at` to `at + gone` of `old` became `text`. `caret` is where it ended in `now`.
// Characters that take two units are never cut.
export function difference(old, now, caret = now.length) {
  let end = 0;
  const tail = Math.min(now.length - caret, old.length);
  while (end < tail && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  let at = 0;
  const most = Math.min(old.length, now.length) - end;
  while (at < most && old[at] === now[at]) at += 1;
  while (end < Math.min(old.length, now.length) - at && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  if (at && (half(old, at) || half(now, at))) at -= 1;
  if (end && (half(old, old.length - end) || half(now, now.length - end))) end -= 1;
  return { at, gone: old.length - end - at, text: now.slice(at, now.length - end) };
}

// An edit of `base`, made where the text meanwhile became `now`: nothing typed is lost, nothing of others removed.
export function moved(edit, base, now) {
  const other = difference(base, now);
  if (edit.at + edit.gone <= other.at) return edit;
  if (edit.at >= other.at + other.gone) return { ...edit, at: edit.at + other.text.length - other.gone };
  return { at: other.at + other.text.length, gone: 0, text: edit.text };
}

export class Editor {
  // `typed(edit)` for each change that the person makes; `hold(composing)` around a word that is being composed.
  constructor(area, { typed, hold }) {
    this.area = area;
    this.shown = area.defaultValue;
    this.begun = false;
    this.typed = typed;
    area.addEventListener("input", (event) => event.isComposing || this.read());
    area.addEventListener("compositionstart", () => hold(true));
    area.addEventListener("compositionend", () => {
      this.read();
      hold(false);
    });
  }

  read() {
    const { area } = this;
    if (UNSAFE.test(area.value)) {
      const caret = area.selectionEnd;
      area.value = area.value.replace(UNSAFE, "");
      area.setSelectionRange(caret, caret);
    }
    const now = area.value;
    if (now === this.shown || !this.begun) return;
    const edit = difference(this.shown, now, area.selectionEnd);
    this.shown = now;
    this.typed(edit);
  }

  // Others' changes, as Yjs tells them; `text` is what should stand there after them.
  take(delta, text) {
    const { area } = this;
    const top = area.scrollTop;
    let at = 0;
    for (const { retain, insert, delete: gone } of delta) {
      if (retain) at += retain;
      else if (insert) {
        area.setRangeText(insert, at, at, "preserve");
        at += insert.length;
      } else area.setRangeText("", at, at + gone, "preserve");
    }
    if (area.value !== text) area.value = text;
    area.scrollTop = top;
    this.shown = text;
  }

  // The first text from the room. What was typed before it came stays.
  begin(text) {
    const { area, shown } = this;
    this.begun = true;
    const edit = area.value === shown ? null : difference(shown, area.value, area.selectionEnd);
    const caret = area.selectionEnd;
    if (area.value !== text) {
      area.value = text;
      area.setSelectionRange(Math.min(caret, text.length), Math.min(caret, text.length));
    }
    this.shown = text;
    if (edit) this.typed(moved(edit, shown, text));
  }

  // After a change that `typed` made.
  set(text) {
    if (this.area.value !== text) this.area.value = text;
    this.shown = text;
  }

  // The text is gone until the room tells it anew.
  end() {
    this.set("");
    this.begun = false;
  }
}

// <verify-record>: checks the receipt of its form here, in the browser, and sends nothing. A receipt code, a browser
// without Ed25519 and a page without a secure connection leave the form to the server, which says that it checked.
// With the attribute `offline` there is no server: then it says that it could not be checked.
import { Refuted, checkReceipt } from "./shared/receipt-check.js";

const RECEIPT_LINK = /^\/record\/receipts\/[0-9a-f-]{36}(\.tlog-proof|\/)?$/;

// Seconds since 1970 as 2026-11-01T12:00:00Z; a witness may claim a time that no calendar has.
const moment = (time) => (time < 2 ** 37 ? `${new Date(time * 1000).toISOString().slice(0, -5)}Z` : String(time));

class VerifyRecord extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.place = this.querySelector("[data-result]");
    this.offline = this.hasAttribute("offline");
    if (!this.form || !this.place || !(globalThis.crypto?.subtle || this.offline)) return;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
  }

  async check() {
    try {
      const text = await this.receipt();
      const { vkey, witnesses } = this.form.elements;
      const trusted = (witnesses?.value ?? "").split(/\s+/).filter(Boolean);
      const proved = text && (await checkReceipt(text, vkey.value.trim(), trusted));
      if (proved) this.show("holds", proved);
      else this.giveUp();
    } catch (error) {
      if (error instanceof Refuted) this.show("fails", error);
      else this.giveUp();
    }
  }

  giveUp() {
    if (this.offline) this.show("cannot", {});
    else this.form.submit();
  }

  // The receipt's text from the file, the field or a link to this site; empty for what only the server can look up.
  async receipt() {
    const { file, receipt } = this.form.elements;
    if (file.files[0]) {
      const bytes = await file.files[0].arrayBuffer();
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    }
    const typed = receipt.value.trim();
    if (typed.startsWith("c2sp.org/")) return `${typed.replaceAll("\r\n", "\n")}\n`;
    const link = URL.canParse?.(typed) ? new URL(typed) : null;
    if (this.offline || !link || link.origin !== location.origin || !RECEIPT_LINK.test(link.pathname)) return "";
    const answer = await fetch(link.pathname.replace(/\/?(\.tlog-proof)?$/, ".tlog-proof"));
    return answer.ok ? answer.text() : "";
  }

  show(name, found) {
    const copy = this.querySelector(`template[data-outcome="${name}"]`).content.cloneNode(true);
    if (name === "fails") {
      const reason = this.querySelector(`template[data-reason="${found.reason}"]`);
      copy.querySelector("[data-fill=reason]").append(reason.content.cloneNode(true));
    } else if (name === "holds") {
      this.fill(copy, found);
    }
    this.place.replaceChildren(copy);
    this.place.focus();
  }

  fill(copy, { origin, size, index, leaf, disclosed, witnesses }) {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const words = { origin, size: number.format(size), index: number.format(index), type: leaf.type };
    Object.assign(words, { subject: leaf.subject, time: leaf.time });
    for (const [name, value] of Object.entries(words)) copy.querySelector(`[data-fill=${name}]`).textContent = value;
    const seen = witnesses.map(({ name, time }) => `${name} (${moment(time)})`);
    if (seen.length > 0) copy.querySelector("[data-fill=witnesses]").textContent = seen.join(", ");
    const list = copy.querySelector("[data-fill=texts]");
    const row = copy.querySelector("template[data-row]");
    for (const name of Object.keys(leaf.sd)) {
      const line = row.content.cloneNode(true);
      line.querySelector("[data-name]").textContent = this.label(name);
      if (disclosed.has(name)) line.querySelector("[data-value]").textContent = disclosed.get(name);
      list.append(line);
    }
  }

  label(name) {
    return this.querySelector(`template[data-label="${CSS.escape(name)}"]`)?.content.textContent ?? name;
  }
}
customElements.define("verify-record", VerifyRecord);

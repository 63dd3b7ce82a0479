// <place-map points="/…" | field="id_point" code="…/map.js" styles="…/map.css" tiles outlines attribution …>: a button
// that loads the map when somebody wants it. With `points` it shows them; with `field` it writes where one presses
// (or the middle, with the keyboard) into that field. What it shows stands in the page in words.
class PlaceMap extends HTMLElement {
  connectedCallback() {
    if (this.button) return; // it has moved to its field
    this.button = this.querySelector("button");
    this.frame = this.querySelector(".map__frame");
    this.said = this.querySelector("[data-said]");
    this.input = document.getElementById(this.getAttribute("field"));
    this.input?.closest(".field")?.append(this);
    this.button.addEventListener("click", () => this.open());
  }

  async open() {
    this.button.disabled = true;
    try {
      await this.styled();
      const code = await import(this.getAttribute("code"));
      this.frame.hidden = false;
      const names = ["tiles", "outlines", "attribution"];
      const settings = Object.fromEntries(names.map((name) => [name, this.getAttribute(name)]));
      settings.zoomIn = this.getAttribute("zoom-in");
      settings.zoomOut = this.getAttribute("zoom-out");
      const drawn = await code.draw(this.frame, settings);
      await (this.input ? this.choose(code, drawn) : this.show(code, drawn));
      this.button.parentElement.hidden = true;
      this.frame.focus();
    } catch {
      this.frame.hidden = true;
      this.button.disabled = false;
      this.said.textContent = this.getAttribute("failed");
    }
  }

  styled() {
    return new Promise((done, failed) => {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: this.getAttribute("styles") });
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", failed);
      document.head.append(sheet);
    });
  }

  async show(code, drawn) {
    const answer = await fetch(this.getAttribute("points"));
    const { points } = await answer.json();
    const dots = points.map((point) => [point.id, code.mark(drawn, point.at, point)]);
    if (points.length) drawn.fitBounds(points.map((point) => point.at), { padding: [40, 40], maxZoom: 16 });
    const asked = dots.find(([id]) => String(id) === this.getAttribute("place"));
    if (asked) drawn.setView(asked[1].getLatLng(), Math.max(drawn.getZoom(), 14)) && asked[1].openPopup();
  }

  choose(code, drawn) {
    const standing = this.input.value.match(/-?\d+(?:\.\d+)?/g)?.map(Number);
    let dot = standing?.length === 2 ? code.pick(drawn, standing) : null;
    if (dot) drawn.setView(standing, 15);
    const put = (at) => {
      dot?.remove();
      dot = code.pick(drawn, at);
      this.input.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.said.textContent = `${this.getAttribute("chosen")} ${this.input.value}`;
    };
    drawn.on("click", (event) => put(event.latlng));
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        put(drawn.getCenter());
      }
    });
  }
}

customElements.define("place-map", PlaceMap);

// <wall-preview>: the projector's page as on a wall of 1920 by 1080, made as small as its frame.
class WallPreview extends HTMLElement {
  connectedCallback() {
    this.watch = new ResizeObserver(() => this.style.setProperty("--shrink", this.clientWidth / 1920));
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }
}

customElements.define("wall-preview", WallPreview);

// The map itself, in a file of its own: Leaflet, points, outlines and tiles of this site. Loaded by place-map.js.
import { Control, circleMarker, geoJSON, map, tileLayer } from "leaflet/dist/leaflet-src.esm.js";

const words = (text) => {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
};

// frame: an element with a size; settings: tiles, outlines, attribution, zoomIn, zoomOut (texts).
export async function draw(frame, settings) {
  const drawn = map(frame, {
    attributionControl: Boolean(settings.attribution),
    zoomControl: false,
    fadeAnimation: false,
    zoomAnimation: false,
    markerZoomAnimation: false,
    maxZoom: 18,
  });
  new Control.Zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(drawn);
  drawn.attributionControl?.setPrefix(false);
  if (settings.attribution) drawn.attributionControl.addAttribution(words(settings.attribution).innerHTML);
  drawn.setView([0, 0], 2);
  if (settings.tiles) tileLayer(settings.tiles, { maxZoom: 18 }).addTo(drawn);
  const bounds = settings.outlines ? await outlined(drawn, settings.outlines) : null;
  if (bounds?.isValid()) drawn.fitBounds(bounds);
  return drawn;
}

async function outlined(drawn, address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const layer = geoJSON(await answer.json(), {
    style: { className: "map__outline", weight: 1.5, fillOpacity: 0.6 },
    interactive: false,
    onEachFeature: (feature, shape) => {
      const { name } = feature.properties;
      if (name) shape.bindTooltip(words(name), { permanent: true, direction: "center", className: "map__name" });
    },
  }).addTo(drawn);
  return layer.getBounds();
}

export function mark(drawn, at, { title, address, url }) {
  const dot = circleMarker(at, { className: "map__point", radius: 9, weight: 2, fillOpacity: 1 }).addTo(drawn);
  const told = document.createElement("p");
  const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
  told.dir = "auto";
  told.append(link);
  if (address) told.append(document.createElement("br"), words(address));
  dot.bindPopup(told, { minWidth: 200, maxWidth: 260 });
  const shape = dot.getElement();
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("role", "button");
  shape.setAttribute("aria-label", title);
  shape.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), dot.openPopup()));
  return dot;
}

export function pick(drawn, at) {
  return circleMarker(at, { className: "map__point", radius: 11, weight: 3, fillOpacity: 1, interactive: false }).addTo(drawn);
}

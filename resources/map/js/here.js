// "You are here": a dot with a halo, a label, and a cone when the kiosk knows where it faces.

import { hereText, wayText } from "./texts.js";

export function hereElement(state) {
  const root = document.createElement("div");
  root.className = "here";
  const part = (name) => root.appendChild(Object.assign(document.createElement("div"), { className: `here-${name}` }));
  part("halo");
  part("pulse");
  if (state.bearing !== null) part("cone").style.setProperty("--bearing", `${state.bearing}deg`);
  part("dot");
  part("label").textContent = hereText(state.language);
  return root;
}

export function renewHere(state) {
  for (const each of document.querySelectorAll(".here-label")) each.textContent = hereText(state.language);
}

// A few pulses, then rest: an endless animation would keep a machine without a GPU busy.
export function pulse(still) {
  document.body.classList.remove("moving");
  if (still) return;
  void document.body.offsetWidth;
  document.body.classList.add("moving");
}

// What the kiosk faces turns with the map.
export function turnHere(degrees) {
  document.documentElement.style.setProperty("--turn", `${degrees}deg`);
}

// The time on foot, or the distance where nobody walks, for the middle of the line to a place.
export function walkElement(state, far, minutes) {
  const root = document.createElement("div");
  root.className = "walk";
  root.appendChild(document.createElement("div")).textContent = wayText(state.language, far, minutes);
  return root;
}

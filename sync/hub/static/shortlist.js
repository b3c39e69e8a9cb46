"use strict";

// The shortlist stands in the fragment, which a browser never sends: the hub learns of the ids
// only when it is asked for them.
async function show() {
  const list = document.getElementById("list");
  const ids = decodeURIComponent(location.hash.slice(1)).split(",").filter(Boolean).slice(0, 50);
  list.replaceChildren();
  if (ids.length === 0) {
    list.textContent = list.dataset.empty;
    return;
  }
  const query = new URLSearchParams({ ids: ids.join(","), lang: document.documentElement.lang });
  try {
    const answer = await fetch(`/a.json?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { activities } = await answer.json();
    for (const activity of activities) list.append(card(activity));
    if (activities.length === 0) list.textContent = list.dataset.empty;
  } catch {
    list.textContent = list.dataset.failed;
  }
}

function card(activity) {
  const box = document.createElement("div");
  box.className = "card";
  const name = document.createElement("a");
  name.href = activity.page;
  name.textContent = activity.name;
  box.append(name);
  for (const line of [activity.when, activity.where, activity.price]) {
    if (!line) continue;
    const text = document.createElement("div");
    text.textContent = line;
    box.append(text);
  }
  return box;
}

addEventListener("hashchange", show);
show();

// The page of a plan that is being added: asks how far it is, and shows itself anew once something is to be decided.
"use strict";

const moving = document.getElementById("moving");
const bar = moving?.querySelector("progress");
const texts = document.getElementById("texts");
const SECONDS = 2;

async function look() {
  let told;
  try {
    const answer = await fetch(moving.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) { location.reload(); return; }
    told = await answer.json();
  } catch {
    setTimeout(look, SECONDS * 1000); // the service is being started again, or the network is away
    return;
  }
  if (told.step !== moving.dataset.step || told.state !== moving.dataset.state) { location.reload(); return; }
  const { build, embed } = told.progress;
  if (bar && build) { bar.max = build.total; bar.value = build.done; }
  if (texts) {
    texts.hidden = !embed;
    if (embed) texts.textContent = moving.dataset.texts.replace("{done}", embed.done).replace("{total}", embed.total);
  }
  setTimeout(look, SECONDS * 1000);
}

if (moving) setTimeout(look, SECONDS * 1000);

// The composer: a plain form that, with this script, saves itself, counts and takes pictures.
import { Autosave } from "./composer/autosave.js";
import { estimate } from "./composer/counters.js";
import { fieldsOf, isEmpty, putBack, renewToken, same } from "./composer/form.js";
import * as mirror from "./composer/mirror.js";
import { Pictures } from "./composer/pictures.js";
import { tabs } from "./composer/tabs.js";
import { icon } from "./shared/icon.js";

const CHECK_AFTER_MS = 500;
const TROUBLE = "save--trouble save--afloat";

const form = document.getElementById("composer");
const feedback = document.getElementById("feedback");
const banner = document.getElementById("banner");
const status = document.getElementById("save");
const approved = "approved" in form.dataset;
const first = fieldsOf(form);
let mirrorKey = form.dataset.mirror;
let leaving = false;
let checkTimer = 0;

form.classList.add("composer--live");
const texts = tabs(form.querySelector("[data-tabs]"));

function say(drawing, words, look = "") {
  status.className = `save ${look}`;
  const text = document.createElement("span");
  text.textContent = words;
  status.replaceChildren(icon(drawing), text);
}

// Words that are not saved stay in sight until they are, also while it is tried again.
function afloat() {
  return status.classList.contains("save--afloat");
}

const autosave = new Autosave(form, {
  saving: () => afloat() || say("loader-circle", status.dataset.saving),
  offline: () => say("cloud-off", status.dataset.offline, TROUBLE),
  signedOut: () => say("lock", status.dataset.signedOut, TROUBLE),
  refused: (message) => say("circle-alert", message || status.dataset.refused, TROUBLE),
  conflict(answer) {
    say("triangle-alert", answer.message, "save--trouble");
    banner.innerHTML = answer.banner;
    banner.scrollIntoView({ block: "center" });
  },
  saved(answer, fields) {
    const words = answer.complete ? answer.saved : `${answer.saved}, ${status.dataset.except}`;
    say("check-check", words, "save--saved");
    form.elements.revision.value = answer.revision;
    feedback.innerHTML = answer.feedback;
    begin(answer);
    if (answer.complete && same(fields, fieldsOf(form))) mirror.forget(mirrorKey);
  },
});

// The first thing that was kept gave the post its number: the page goes on under its own address.
function begin(answer) {
  if (form.action.endsWith(answer.edit_url)) return;
  form.action = answer.edit_url;
  history.replaceState(null, "", answer.edit_url);
  const own = mirrorKey.replace(/[^:]*$/, String(answer.id));
  mirror.move(mirrorKey, own);
  mirrorKey = own;
}

function changed() {
  mirror.keep(mirrorKey, fieldsOf(form));
  estimate(form, feedback);
  if (approved) {
    say("info", status.dataset.explicit);
    clearTimeout(checkTimer);
    checkTimer = setTimeout(check, CHECK_AFTER_MS);
  } else {
    if (!afloat() && !autosave.running && !isEmpty(form)) say("pencil-line", status.dataset.unsaved);
    autosave.soon();
  }
}

async function check() {
  renewToken(form);
  const body = new FormData(form);
  body.delete("files");
  try {
    const response = await fetch(form.dataset.check, { method: "POST", body, redirect: "error" });
    if (response.ok) feedback.innerHTML = await response.text();
  } catch {
    // Offline: the estimate stays until the next change.
  }
}

form.addEventListener("input", (event) => {
  if (event.target.name && event.target.type !== "file") changed();
});

new Pictures(form, changed);

// A link to an open point may lead into a tab that is not shown.
document.addEventListener("click", (event) => {
  const place = event.target.closest("#feedback a[href^='#']");
  const target = place && document.getElementById(place.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  texts.reveal(target);
  target.scrollIntoView({ block: "center" });
  target.focus();
});

// A button while a save is on its way would race with it for the revision.
form.addEventListener("submit", (event) => {
  autosave.stop();
  if (autosave.running) {
    event.preventDefault();
    autosave.running.then(() => form.requestSubmit(event.submitter));
    return;
  }
  leaving = true;
  renewToken(form);
  mirror.markSent(mirrorKey);
});

banner.addEventListener("click", (event) => {
  const overwrite = event.target.closest("[data-overwrite]");
  if (overwrite) {
    event.preventDefault();
    form.elements.revision.value = overwrite.dataset.overwrite;
    banner.replaceChildren();
    autosave.goOn();
  }
  if (event.target.closest("[data-discard]")) {
    leaving = true;
    mirror.forget(mirrorKey);
  }
});

addEventListener("beforeunload", (event) => {
  const unsaved = approved ? !same(first, fieldsOf(form)) : autosave.dirty;
  if (unsaved && !isEmpty(form) && !leaving) event.preventDefault();
});

// Words of an earlier visit that never reached the server.
function offerRestore() {
  const kept = mirror.read(mirrorKey);
  if (!kept || same(kept.fields, first) || "conflict" in form.dataset) return;
  const note = document.getElementById("restore-note").content.cloneNode(true);
  const words = new Map(kept.fields);
  note.querySelector("[data-restore-text]").textContent = words.get("text") || words.get("title") || "";
  banner.append(note);
  banner.addEventListener("click", (event) => {
    if (event.target.closest("[data-restore]")) {
      putBack(form, kept.fields);
      texts.mark();
      changed();
    } else if (event.target.closest("[data-forget]")) {
      mirror.forget(mirrorKey);
    } else return;
    event.target.closest(".note").remove();
  });
}

offerRestore();
if (location.hash) {
  const target = document.getElementById(location.hash.slice(1));
  if (target) texts.reveal(target);
}

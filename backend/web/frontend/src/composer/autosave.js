// Keeps a draft while one types: one request at a time, the newest form last, and again after a
// failure. Everything that happens is told to `on`.
import { fieldsOf, isEmpty, renewToken, same } from "./form.js";

const AFTER_TYPING_MS = 900;
const LONGEST_REQUEST_MS = 20_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

export class Autosave {
  #form;
  #on;
  #saved;
  #timer = 0;
  #retryMs = FIRST_RETRY_MS;
  #running = null;
  #stopped = false;

  constructor(form, on) {
    this.#form = form;
    this.#on = on;
    this.#saved = fieldsOf(form);
    addEventListener("online", () => this.soon(0));
  }

  get dirty() {
    return !same(this.#saved, fieldsOf(this.#form));
  }

  // A new post is not kept before there is anything in it.
  get #begins() {
    return this.#form.elements.revision.value === "";
  }

  get running() {
    return this.#running;
  }

  soon(afterMs = AFTER_TYPING_MS) {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.now(), afterMs);
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  goOn() {
    this.#stopped = false;
    this.soon(0);
  }

  now() {
    clearTimeout(this.#timer);
    const worth = this.dirty && !(this.#begins && isEmpty(this.#form));
    if (!this.#running && !this.#stopped && worth) {
      this.#running = this.#save().finally(() => {
        this.#running = null;
      });
    }
    return this.#running;
  }

  async #save() {
    const fields = fieldsOf(this.#form);
    renewToken(this.#form);
    const body = new FormData(this.#form);
    body.delete("files");
    this.#on.saving();
    let response;
    try {
      response = await fetch(this.#form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(LONGEST_REQUEST_MS),
      });
    } catch {
      return this.#again(() => this.#on.offline());
    }
    return this.#answered(response, fields);
  }

  async #answered(response, fields) {
    if (response.ok) {
      const answer = await response.json();
      this.#saved = fields;
      this.#retryMs = FIRST_RETRY_MS;
      this.#on.saved(answer, fields);
      if (this.dirty) this.soon();
      return;
    }
    if (response.status === 409) {
      this.stop();
      this.#on.conflict(await response.json());
    } else if (response.status === 422) {
      const { message } = await response.json();
      this.#on.refused(message);
    } else if (response.type === "opaqueredirect" || response.status === 403) {
      this.#again(() => this.#on.signedOut());
    } else if (response.status >= 500 || response.status === 429) {
      this.#again(() => this.#on.offline());
    } else {
      this.#on.refused("");
    }
  }

  #again(tell) {
    tell();
    this.soon(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}

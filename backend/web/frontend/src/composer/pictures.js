// Pictures: chosen, dragged or pasted, uploaded one after the other, put in order.
import { renewToken } from "./form.js";

export class Pictures {
  #form;
  #rows;
  #uploads;
  #changed;
  #queue = Promise.resolve();

  constructor(form, changed) {
    this.#form = form;
    this.#rows = form.querySelector("#picture-rows");
    this.#uploads = form.querySelector("#uploads");
    this.#changed = changed;
    this.#listen();
  }

  #listen() {
    const zone = this.#form.querySelector("#dropzone");
    const input = zone.querySelector("input");
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      this.#take(input.files);
      input.value = "";
    });
    this.#form.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("dropzone--over");
    });
    this.#form.addEventListener("dragleave", () => zone.classList.remove("dropzone--over"));
    this.#form.addEventListener("drop", (event) => {
      zone.classList.remove("dropzone--over");
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      this.#take(event.dataTransfer.files);
    });
    this.#form.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
    this.#rows.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      this.#move(button);
    });
  }

  #take(files) {
    for (const file of files) {
      const line = uploadLine(file);
      this.#uploads.append(line.item);
      this.#queue = this.#queue.then(() => this.#upload(file, line));
    }
  }

  async #upload(file, line) {
    const { status, answer } = await send(this.#form, file, line.progress);
    if (status !== 201) {
      line.fail(answer?.message ?? this.#uploads.dataset.again);
      return;
    }
    line.item.remove();
    if (!this.#rows.querySelector(`[data-picture="${Number(answer.id)}"]`)) {
      const holder = document.createElement("template");
      holder.innerHTML = answer.row;
      this.#rows.append(holder.content);
      this.#renumber();
    }
    this.#changed();
  }

  #move(button) {
    const row = button.closest("[data-picture]");
    const { move } = button.dataset;
    if (move === "drop") {
      (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("textarea").focus();
      row.remove();
    }
    if (move === "up") row.previousElementSibling?.before(row);
    if (move === "down") row.nextElementSibling?.after(row);
    this.#renumber();
    button.focus();
    this.#changed();
  }

  #renumber() {
    [...this.#rows.children].forEach((row, index) => {
      const words = row.querySelector("textarea");
      words.id = `alt-${index + 1}`;
      row.querySelector("label").htmlFor = words.id;
      row.querySelector(".picture__number").textContent = `${this.#rows.dataset.word} ${index + 1}`;
    });
  }
}

function uploadLine(file) {
  const item = document.createElement("li");
  item.className = "upload";
  const name = document.createElement("span");
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.setAttribute("aria-label", file.name);
  item.append(name, progress);
  return {
    item,
    progress,
    fail(message) {
      item.classList.add("upload--failed");
      name.textContent = message;
      progress.remove();
      const close = document.createElement("button");
      close.type = "button";
      close.className = "note__close";
      close.textContent = "×";
      close.setAttribute("aria-label", file.name);
      close.addEventListener("click", () => item.remove());
      item.append(close);
    },
  };
}

// XMLHttpRequest, because fetch still tells nothing about the progress of an upload.
function send(form, file, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    renewToken(form);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("file", file, file.name);
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      progress.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("load", () => resolve({ status: request.status, answer: request.response }));
    request.addEventListener("error", () => resolve({ status: 0, answer: null }));
    request.send(body);
  });
}

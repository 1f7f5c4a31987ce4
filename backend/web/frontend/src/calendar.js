// The month as a grid. The server draws the month's name, its links and the list; this draws the
// same month over them and follows when htmx brings another one.
import "fullcalendar/skeleton.css";
import "./styles/calendar.css";

import { Calendar } from "fullcalendar";
import dayGridPlugin from "fullcalendar/daygrid";
import british from "fullcalendar/locales/en-gb";
import indonesian from "fullcalendar/locales/id";

import { icon } from "./shared/icon.js";

const place = document.getElementById("grid");
const mayDraft = Boolean(place.dataset.newUrl);
const phone = window.matchMedia("(width < 48rem)");

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function picture(entry) {
  const frame = element("span", `chip__picture kind--${entry.kind}`);
  if (entry.thumbnail) {
    const image = element("img", "");
    image.src = entry.thumbnail;
    image.alt = "";
    image.loading = "lazy";
    frame.append(image);
  } else {
    frame.append(icon(entry.kind_icon));
  }
  return frame;
}

function chip(entry, title) {
  const networks = element("span", "chip__networks");
  networks.append(entry.networks.map((network) => network.letters).join(" "));
  const head = element("span", "chip__head", icon(entry.state_icon), entry.time, networks);
  const kind = element("span", `chip__kind kind--${entry.kind}`, icon(entry.kind_icon));
  const body = element("span", "chip__body", picture(entry), element("span", "chip__title", title));
  if (entry.thumbnail) body.firstChild.append(kind);
  return element("span", `chip state--${entry.state}`, head, body);
}

// One sentence for a screen reader: "09.00, Buku baru, Sorotan koleksi, Terbit, Facebook Instagram"
function sentence(entry, title) {
  const networks = entry.networks.map((network) => network.name).join(" ");
  return [entry.time, title, entry.kind_word, entry.state_word, networks].filter(Boolean).join(", ");
}

function content({ event }) {
  const entry = event.extendedProps;
  const drawn = phone.matches
    ? element("span", `stripe state--${entry.state}`)
    : chip(entry, event.title);
  drawn.setAttribute("aria-hidden", "true");
  const words = element("span", "visually-hidden", sentence(entry, event.title));
  return { domNodes: [drawn, words] };
}

function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

function dayTop(info) {
  const number = element("span", "grid-day__number", info.dayNumberText);
  const add = element("span", "grid-day__add", icon("plus"));
  return { domNodes: mayDraft && !phone.matches ? [number, add] : [number] };
}

async function entries({ startStr, endStr }) {
  const address = new URL(place.dataset.entries, window.location.href);
  address.searchParams.set("start", startStr.slice(0, 10));
  address.searchParams.set("end", endStr.slice(0, 10));
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`entries: ${answer.status}`);
  return answer.json();
}

const settings = () => ({
  plugins: [dayGridPlugin],
  initialView: "dayGridMonth",
  initialDate: shownMonth(),
  now: place.dataset.today,
  // Times arrive as the library's own wall times; nothing here converts them.
  timeZone: "UTC",
  locales: [indonesian, british],
  // "8 March", as the rest of the page writes it.
  locale: document.documentElement.lang === "en" ? "en-gb" : "id",
  firstDay: 1,
  headerToolbar: false,
  height: "auto",
  fixedWeekCount: false,
  dayMaxEvents: phone.matches ? 5 : 3,
  eventDisplay: "list-item",
  eventOrder: "start,id",
  events: entries,
  // A stripe is too small a target: on a phone the list has the links.
  eventInteractive: !phone.matches,
  eventDataTransform: ({ url, ...entry }) => (phone.matches ? entry : { ...entry, url }),
  eventSourceFailure: () => place.closest(".grid-card").classList.add("grid-card--failed"),
  eventSourceSuccess: () => place.closest(".grid-card").classList.remove("grid-card--failed"),
  eventContent: content,
  dayCellTopContent: dayTop,
  // The number of a day leads to a new post on it.
  navLinks: mayDraft && !phone.matches,
  navLinkHint: `${place.dataset.newWords} $0`,
  navLinkDayClick: (date) => {
    window.location.href = `${place.dataset.newUrl}?date=${isoDay(date)}`;
  },
  className: "grid",
  viewClass: "grid__view",
  dayHeaderAlign: "center",
  dayHeaderClass: "grid-head",
  dayCellClass: (info) =>
    ["grid-day", info.isToday && "grid-day--today", info.isOther && "grid-day--other"]
      .filter(Boolean)
      .join(" "),
  dayHeaderInnerClass: "grid-head__text",
  dayCellTopClass: "grid-day__top",
  dayCellTopInnerClass: "grid-day__bar",
  eventClass: "grid-event",
  moreLinkClass: "grid-more",
  popoverClass: "grid-popover",
  popoverCloseClass: "grid-popover__close",
});

// htmx may have brought another month than the page began with.
function shownMonth() {
  return document.getElementById("month-head")?.dataset.first ?? place.dataset.first;
}

function draw() {
  const made = new Calendar(place, settings());
  made.render();
  return made;
}

let calendar = draw();

// On a phone a day of the grid leads to the same day of the list.
place.addEventListener("click", (event) => {
  if (!phone.matches) return;
  const day = event.target.closest("[data-date]")?.dataset.date;
  const target = day && document.getElementById(`day-${day}`);
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  target.scrollIntoView({ behavior: "smooth", block: "start" });
}, { capture: true });

// Turning a tablet or printing crosses the width too: draw anew, but leave the page as it is.
phone.addEventListener("change", () => {
  calendar.destroy();
  calendar = draw();
});

document.addEventListener("htmx:afterSettle", () => {
  const first = shownMonth();
  if (first !== isoDay(calendar.getDate())) calendar.gotoDate(first);
});

// htmx as the Content-Security-Policy wants it: no eval, no style element of its own.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
// Going back loads the page anew: what it shows may have changed, and its script starts afresh.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

// A refused form comes back as 422 with its problems in place: show it like any answer.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "409|422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

export default htmx;

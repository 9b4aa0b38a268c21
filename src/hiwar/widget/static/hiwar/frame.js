// Inside a frame: tell the page around it how high we are and where a comment stands, and wear its light or dark. Only
// pages of registered origins are heard, and only what is spelled exactly as below; they learn nothing but two lengths.
// Host to frame:  {hiwar: "hello", url, title, theme: "light" | "dark" | "", comment: number or 0}
// Frame to host:  {hiwar: "height", height}, {hiwar: "show", top}

const root = document.documentElement;
const origins = (root.dataset.origins ?? "").split(" ");
const talk = document.querySelector("#talk");
const conditions = new Map();
const LONGEST = 2000;
let host = "";
let page = "";

if (parent !== window) {
  addEventListener("message", ({ source, origin, data }) => {
    if (source === parent && origins.includes(origin) && isHello(data, origin)) meet(origin, data);
  });
  new ResizeObserver(measure).observe(document.body);
  document.addEventListener("click", leave, true);
}

function isHello(data, origin) {
  return typeof data === "object" && data?.hiwar === "hello"
    && [data.url, data.title].every((text) => typeof text === "string" && text.length <= LONGEST)
    && data.url.startsWith(`${origin}/`)
    && ["light", "dark", ""].includes(data.theme)
    && Number.isInteger(data.comment) && data.comment >= 0 && data.comment < 1e9;
}

function meet(origin, { url, title, theme, comment }) {
  host = origin;
  page = url.split("#")[0];
  wear(theme);
  describe({ page_url: page, page_title: title });
  measure();
  const number = comment || Number(/^#c(\d+)$/.exec(location.hash)?.[1]);
  if (number) lead(number);
  else if (/^#(mine|say|said|talk)$/.test(location.hash)) show(document.querySelector(location.hash));
}

function tell(message) {
  if (host) parent.postMessage(message, host);
}

function measure() {
  tell({ hiwar: "height", height: Math.ceil(document.body.getBoundingClientRect().height) });
  // A comment's permanent link is the page that people read it on.
  for (const link of page ? document.querySelectorAll(".c > a.n") : []) {
    const number = link.closest(".c").id.slice(1);
    link.href = `${page}#comment-${number}`;
    link.target = "_top";
  }
}

function show(place) {
  if (place) tell({ hiwar: "show", top: Math.round(place.getBoundingClientRect().top + scrollY) });
}

// Where it stands is known to the server, if not to this page.
async function lead(number) {
  const place = document.getElementById(`c${number}`);
  if (place) {
    if (location.hash !== `#c${number}`) location.replace(`#c${number}`);
    show(place);
  } else if (talk && !performance.getEntriesByType("navigation")[0]?.redirectCount) {
    // Led here by that very page, it has just gone, and asking again would go round in circles.
    const address = `${talk.dataset.talk}${number}/`;
    const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") location.replace(address);
  }
}

// The first comment says which page it stands on; the desk shows that to moderators.
function describe(fields) {
  const form = document.querySelector("#say");
  for (const [name, value] of Object.entries(form ? fields : {})) {
    const field = form.elements[name] ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
}

// Our style sheets follow the reader's system; a page that is light or dark by itself has the last word.
function wear(theme) {
  root.style.colorScheme = theme;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const own = conditions.get(rule) ?? rule.media.mediaText;
      const scheme = /prefers-color-scheme:\s*(light|dark)/.exec(own)?.[1];
      if (!scheme) continue;
      conditions.set(rule, own);
      rule.media.mediaText = !theme ? own : theme === scheme ? "all" : "not all";
    }
  }
}

// What is no part of the discussion opens beside the page, not inside it.
function leave(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target) return;
  const { origin, pathname } = new URL(link.href);
  if (origin === location.origin && pathname.startsWith("/embed/")) return;
  link.target = "_blank";
  link.rel += " noopener";
}

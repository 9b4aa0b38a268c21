// A page with a discussion hears that it has changed. Counts move by themselves, what is taken down goes by itself, what
// was edited reads anew where it stands; what is new waits behind a button, because nobody wants the text under her eyes
// to jump. Without script nothing is missing but this. The server says how things stand (version, last number, count),
// and the page fetches itself anew.

const POLL_SECONDS = 30;
const TRIES = 4;
const AGAIN_SECONDS = 1;
const talk = document.querySelector("#talk");
if (talk) listen();

function listen() {
  const { talk: address, digits } = talk.dataset;
  const shown = { version: Number(talk.dataset.version), last: Number(talk.dataset.last), count: Number(talk.dataset.count) };
  const bar = talk.querySelector(".fresh");
  const written = new Intl.NumberFormat(digits === "latn" ? "en" : `ar-u-nu-${digits}`);
  const forms = ["zero", "one", "two", "few", "many", "other"];
  const plural = new Intl.PluralRules(document.documentElement.lang === "ar" ? "ar" : "en");
  let heard = shown.version;
  let { terms } = talk.dataset;
  let marked = Number(talk.dataset.marked);
  let timer;

  function hear(state) {
    if (state.terms && state.terms !== terms && state.version >= heard) renewTerms(state.terms);
    if (state.version <= heard) return;
    heard = state.version;
    talk.querySelector("#talk-title").textContent = state.words;
    const jump = document.querySelector(".jump");
    if (jump?.lastChild) jump.lastChild.textContent = state.words;
    const fresh = state.last - shown.last;
    if (fresh > 0) announce(fresh);
    // More numbers than comments: something that stands here may be gone. Or it is marked or says something else.
    if (state.count < shown.count + fresh || state.marked !== marked) renew({ only: "here" });
    marked = state.marked;
    shown.count = state.count - fresh;
  }

  function announce(fresh) {
    const label = bar.dataset[`form-${forms.indexOf(plural.select(fresh))}`];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label.replace("{count}", written.format(fresh));
    button.addEventListener("click", () => renew({ only: "all" }));
    bar.replaceChildren(button);
  }

  // The browser itself makes a document of the answer: no text becomes markup by our hand.
  function load() {
    const address = new URL(location.href);
    address.searchParams.delete("sent");
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      // The page allows a cache to show it for two seconds more; the browser's own would give us what we have.
      request.setRequestHeader("Cache-Control", "max-age=0");
      request.responseType = "document";
      request.onloadend = () => resolve(request.status === 200 ? request.response?.querySelector("#talk") : null);
      request.send();
    });
  }

  // A cache on the way may be a moment behind what was heard.
  async function loadFresh() {
    for (let tries = 1; ; tries += 1) {
      const page = await load();
      if (!page || Number(page.dataset.version) >= heard || tries === TRIES) return page;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_SECONDS * 1000));
    }
  }

  // What an editor has pinned or featured, or no longer.
  function showMarks(page, there) {
    const above = page.querySelector(".above");
    const ours = talk.querySelector(".above");
    if (above && ours && !above.isEqualNode(ours)) ours.replaceChildren(...document.importNode(above, true).childNodes);
    for (const comment of talk.querySelectorAll(".thread .c[id^=c]:not(.gone)")) {
      const head = ":scope > div > .c-head";
      const now = there.get(comment.id)?.querySelector(head);
      const badge = comment.querySelector(`${head} > .chosen`);
      if (!now || !badge === !now.querySelector(".chosen")) continue;
      comment.querySelector(head).replaceChildren(...document.importNode(now, true).childNodes);
    }
  }

  // What was edited says what it says now, under a mark. Its head and its text alone are exchanged: a form and the
  // replies below them stay, and what lies before the reader's eyes stays where it is.
  function showWords(comments, there) {
    const parts = [":scope > div > .c-head", ":scope > div > .c-text"];
    const edited = comments.filter((comment) => {
      const now = there.get(comment.id)?.querySelector(parts[1]);
      const text = comment.querySelector(parts[1]);
      return now && text && !folded(text).isEqualNode(now);
    });
    if (!edited.length) return;
    const before = eyes();
    for (const comment of edited) {
      for (const part of parts) exchange(comment.querySelector(part), there.get(comment.id).querySelector(part));
    }
    if (before) scrollBy({ top: before.element.getBoundingClientRect().top - before.top, behavior: "instant" });
    const news = talk.querySelector(".reworded");
    const numbers = new Intl.ListFormat(document.documentElement.lang).format(edited.map((comment) => written.format(comment.id.slice(1))));
    news.textContent = news.dataset.said.replace("{numbers}", numbers);
  }

  // A text as it came, before its reader unfolded it.
  function folded(text) {
    const copy = text.cloneNode(true);
    copy.querySelector("details")?.removeAttribute("open");
    return copy;
  }

  // What begins first below the upper edge of the screen, a comment or what follows them all, and where it does. Not every
  // browser holds it there by itself.
  function eyes() {
    const element = [...talk.querySelectorAll(".thread .c"), bar].find((one) => one.getBoundingClientRect().top >= 0);
    return element && { element, top: element.getBoundingClientRect().top };
  }

  function exchange(ours, theirs) {
    const now = document.importNode(theirs, true);
    const rest = now.querySelector("details");
    if (rest) rest.open = ours.querySelector("details")?.open ?? false;
    const hasFocus = ours.contains(document.activeElement);
    ours.replaceWith(now);
    if (hasFocus) now.querySelector("summary, a")?.focus({ preventScroll: true });
  }

  // Bring the page up to date: all of it, or only what stands here already.
  async function renew({ only }) {
    const page = await loadFresh();
    if (!page) return;
    const comments = (root) => [...root.querySelectorAll(".thread .c[id^=c]")];
    const there = new Map(comments(page).map((comment) => [comment.id, comment]));
    for (const comment of comments(talk)) {
      const now = there.get(comment.id);
      if (!now) remove(comment);
      else if (now.matches(".gone") && !comment.matches(".gone")) replace(comment, now);
    }
    showMarks(page, there);
    showWords(comments(talk).filter((comment) => !comment.matches(".gone")), there);
    if (only === "here") return;
    const arrived = comments(page).filter((comment) => !document.getElementById(comment.id)).map(insert).filter(Boolean);
    shown.last = Number(page.dataset.last);
    shown.count = Number(page.dataset.count);
    if (arrived.length) {
      bar.replaceChildren();
      arrived[0].tabIndex = -1;
      arrived[0].focus();
      return;
    }
    // What is new stands on another page of a long discussion.
    location.assign(bar.dataset.elsewhere);
  }

  // What is asked of comments has changed: bring the line that says so, and the form, up to date.
  async function renewTerms(asked) {
    terms = asked;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const page = await load();
      if (terms !== asked) return; // It has changed again meanwhile.
      if (!page || page.dataset.terms === asked || tries === TRIES) return page && showTerms(page);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_SECONDS * 1000));
    }
  }

  // Whoever is writing loses no word: in a closed discussion the form stays as it is, and sends nothing.
  function showTerms(page) {
    const line = page.querySelector(".terms");
    talk.querySelector(".terms")?.replaceChildren(...(line ? document.importNode(line, true).childNodes : []));
    const theirs = page.querySelector("#say");
    const ours = talk.querySelector("#say");
    for (const button of ours?.querySelectorAll('[type="submit"]') ?? []) button.disabled = !theirs;
    for (const link of talk.querySelectorAll("[data-reply], .invite")) link.hidden = !theirs;
    // It was closed when the page was opened: the form that has come is a plain one, which works as it stands.
    if (theirs && !ours) bar.after(document.importNode(theirs, true));
  }

  // Put a comment where it stands on the new page: below the same root, after the same neighbor.
  function insert(comment) {
    const item = document.importNode(comment.closest("li"), true);
    const list = comment.closest("ol");
    const above = list.closest(".c");
    if (above && !document.getElementById(above.id)) return null; // It came with the comment it answers.
    const place = above ? document.getElementById(above.id) : talk;
    let home = place.querySelector(above ? ":scope > .replies" : ".thread");
    if (!home) {
      home = document.importNode(list, false);
      place.append(home);
    }
    const neighbor = comment.closest("li").previousElementSibling?.querySelector(".c")?.id;
    const before = neighbor && document.getElementById(neighbor)?.closest("li");
    if (before && before.parentNode === home) before.after(item);
    else home.prepend(item);
    const article = item.querySelector(".c");
    article.classList.add("arrived");
    return article;
  }

  // What goes without a trace leaves its replies where it stood; those that are gone too have their own turn.
  function remove(comment) {
    const item = comment.closest("li");
    item.before(...comment.querySelectorAll(":scope > .replies > li"));
    keepForm(item);
    item.remove();
  }

  function replace(comment, now) {
    keepForm(comment);
    const gone = document.importNode(now, true);
    comment.replaceWith(gone);
  }

  // The form may stand below the comment it answers; whoever is writing must not lose a word.
  function keepForm(within) {
    const form = within.querySelector("#say");
    if (form) bar.after(form);
  }

  async function ask() {
    if (document.visibilityState === "visible") {
      const answer = await fetch(`${address}state/`, { cache: "no-cache" }).catch(() => null);
      if (answer?.ok) hear(await answer.json());
    }
  }

  function poll() {
    clearInterval(timer);
    timer = setInterval(ask, (POLL_SECONDS + Math.random() * 10) * 1000);
  }

  if (!window.EventSource) {
    poll();
    return;
  }
  let stream;
  function open() {
    stream = new EventSource(`${address}live/`);
    stream.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    stream.addEventListener("end", () => { stream.close(); setTimeout(open, 1000 + Math.random() * 4000); });
    // A refused stream is closed for good by the browser; a broken one it opens again by itself.
    stream.addEventListener("error", () => { if (stream.readyState === EventSource.CLOSED) poll(); });
  }
  open();
  // A page in the back of a telephone must not hold a connection; one that comes back from there must be true.
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { ask(); open(); } });
}

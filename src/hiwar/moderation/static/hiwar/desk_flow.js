// Deciding without waiting: the next comment is here before it is wanted, a decision is sent while the moderator reads
// on, and for ten seconds a line says what was done, with a way back. The server's word stands: what it refuses comes
// back into the queue with its sentence.

import { keepUntilSent } from "./desk_unsent.js";

const AHEAD = 4;
const FEW_LEFT = 12;
const UNDO_SECONDS = 10;
const FORMS = ["zero", "one", "two", "few", "many", "other"];

export function startFlow() {
  const rows = document.querySelector("#rows");
  const toast = document.querySelector("#done");
  const panes = new Map();
  const acts = [];
  let asksForReason = false;
  let fetching = false;

  const pane = () => document.querySelector("#ctx");
  const items = () => (rows ? [...rows.querySelectorAll(".q-item:not(.done)")] : []);
  const current = () => rows?.querySelector(".q-item.now");
  const place = () => new URLSearchParams(location.search);

  // --- Loading ahead. The browser itself makes a document of the answer: no text becomes markup by our hand.
  function read(address) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.onloadend = () => resolve(request.status === 200 ? request.response : null);
      request.send();
    });
  }

  function paneOf(item) {
    const { id } = item.dataset;
    if (!panes.has(id)) {
      const asked = place();
      asked.set("tab", document.querySelector("#q").dataset.queue);
      asked.delete("open");
      const page = read(`${item.dataset.pane}?${asked}`);
      page.then(() => { item.dataset.ready = ""; });
      panes.set(id, page);
    }
    return panes.get(id);
  }

  function loadAhead() {
    const left = items();
    const at = Math.max(left.indexOf(current()), -1);
    for (const item of left.slice(at + 1, at + 1 + AHEAD)) paneOf(item);
    if (left.length - at < FEW_LEFT) loadFurther();
  }

  async function loadFurther() {
    const link = document.querySelector("#further");
    if (!link || fetching) return;
    fetching = true;
    const page = await read(`${link.href}&only=rows`);
    fetching = false;
    if (!page) return;
    const known = new Set([...rows.querySelectorAll(".q-item")].map((item) => item.dataset.id));
    for (const item of page.querySelectorAll("#rows .q-item")) {
      if (known.has(item.dataset.id)) continue;
      item.classList.remove("now");
      item.querySelector(".h a")?.removeAttribute("aria-current");
      rows.append(document.importNode(item, true));
    }
    const next = page.querySelector("#further");
    if (next) link.href = next.getAttribute("href");
    else link.closest(".pager")?.remove();
    // The last one that was here had been decided before these came.
    if (current()?.classList.contains("done")) open(after(current()));
    else loadAhead();
  }

  // --- Opening a comment.
  async function open(item, { focus = true } = {}) {
    if (!item) return nothingLeft();
    mark(item);
    if (focus) {
      const link = item.querySelector(".h a");
      link.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    }
    const page = await paneOf(item);
    if (!item.classList.contains("now")) return;
    if (!page) {
      location.href = item.querySelector(".h a").href;
      return;
    }
    put(page);
    // On a narrow screen the comment stands below its queue.
    if (matchMedia("(max-width: 63.99rem)").matches) pane().scrollIntoView();
    panes.delete(item.dataset.id);
    delete item.dataset.ready;
    const asked = place();
    asked.set("open", item.dataset.id);
    asked.delete("done");
    history.replaceState(null, "", `${location.pathname}?${asked}`);
    document.dispatchEvent(new CustomEvent("desk:opened"));
    loadAhead();
  }

  function mark(item) {
    const before = current();
    before?.classList.remove("now");
    before?.querySelector(".h a")?.removeAttribute("aria-current");
    item.classList.add("now");
    item.querySelector(".h a")?.setAttribute("aria-current", "true");
    asksForReason = false;
  }

  function put(page) {
    const main = document.querySelector("#main");
    pane().replaceWith(document.importNode(page.querySelector("#ctx"), true));
    main.querySelector(".rec")?.remove();
    const record = page.querySelector(".rec");
    if (record) main.append(document.importNode(record, true));
  }

  async function nothingLeft() {
    if (document.querySelector("#further") && fetching) return;
    // Asked for before the decision is stored, the queue would show its comment again; and what was refused comes back.
    await Promise.all(acts.map((act) => act.answer));
    if (!current()?.classList.contains("done")) return;
    // The server knows whether anything came meanwhile; it says so in its own words.
    const address = new URL(location.href);
    address.searchParams.delete("open");
    location.assign(address);
  }

  function after(item) {
    let next = item?.nextElementSibling;
    const free = (one) => !one.classList.contains("done") && !one.classList.contains("taken");
    while (next && !free(next)) next = next.nextElementSibling;
    return next ?? items().find((one) => one !== item && free(one));
  }

  // --- Deciding.
  function decide(action) {
    const button = pane()?.querySelector(action === "reject" ? "button[form=reject]" : `#${action} button`);
    if (!button) return;
    if (action === "reject" && !button.form.elements.reason.value) {
      askForReason(button.form);
      return;
    }
    send(button);
  }

  function askForReason(form) {
    asksForReason = true;
    form.querySelector("input[type=radio]")?.focus();
    form.classList.add("asks");
  }

  // A digit chooses a reason; after «reject» it decides as well.
  function giveReason(number) {
    const form = pane()?.querySelector("#reject");
    const radio = form?.querySelectorAll("input[type=radio]")[number - 1];
    if (!radio) return false;
    radio.click();
    if (asksForReason) send(pane().querySelector("button[form=reject]"));
    return true;
  }

  function send(button) {
    const item = current();
    const form = button.form;
    if (!form.reportValidity()) return;
    const body = new FormData(form);
    body.set(button.name, button.value);
    if (!item) {
      form.requestSubmit(button);
      return;
    }
    // The next one is on its way: a second stroke must not fall on the comment that is decided already.
    if (item.dataset.id !== pane().dataset.id || item.classList.contains("done")) return;
    const answer = post(form.getAttribute("action"), body);
    keepUntilSent(form.getAttribute("action"), body, answer);
    const act = remember([item], button.value, answer);
    open(after(item));
    settle(act);
  }

  function remember(decided, action, answer) {
    const act = { items: decided, action, answer, at: Date.now() };
    acts.push(act);
    for (const item of decided) {
      item.classList.add("done");
      item.dataset.done = toast.dataset[action];
    }
    say(act);
    return act;
  }

  async function settle(act) {
    const told = await act.answer;
    if (told.problem !== undefined) {
      acts.splice(acts.indexOf(act), 1);
      for (const item of act.items) bringBack(item);
      if (told.confirm) tickAgain(act);
      complain(act, told.problem, told.confirm);
      return;
    }
    if (told.left) complain(act, toast.dataset.left);
    setTimeout(() => {
      if (acts.includes(act)) for (const item of act.items) item.remove();
    }, UNDO_SECONDS * 1000);
  }

  // `form.action` would be the button of that name.
  async function post(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
      const told = await answer.json().catch(() => ({}));
      return answer.ok ? told : { problem: told.problem ?? toast.dataset.failed, confirm: told.confirm };
    } catch {
      return { problem: toast.dataset.failed };
    }
  }

  async function undo() {
    const act = acts.at(-1);
    if (!act) {
      pane()?.querySelector("#undo button, #take-back button")?.click();
      return;
    }
    acts.pop();
    const told = await act.answer;
    const body = new FormData(document.querySelector("#undo-form"));
    for (const decision of told.decisions ?? []) body.append("decision", decision);
    const answer = await post(document.querySelector("#undo-form").getAttribute("action"), body);
    if (answer.problem !== undefined) {
      if (answer.confirm) acts.push(act);
      complain(act, answer.problem, answer.confirm);
      return;
    }
    for (const item of act.items) bringBack(item);
    hush();
    open(act.items[0]);
  }

  function tickAgain(act) {
    if (act.items.length < 2) return;
    for (const item of act.items) item.querySelector("input").checked = true;
    count();
  }

  function bringBack(item) {
    item.classList.remove("done");
    delete item.dataset.done;
    panes.delete(item.dataset.id);
    if (!item.isConnected) rows.prepend(item);
  }

  // --- Saying what was done.
  let hushing;
  function say(act) {
    toast.querySelector("p").textContent = act.items.length === 1 ? toast.dataset[act.action] : inWords(act.items.length);
    toast.querySelector("button").hidden = false;
    toast.classList.remove("bad-news");
    toast.hidden = false;
    clearTimeout(hushing);
    hushing = setTimeout(hush, UNDO_SECONDS * 1000);
  }

  function inWords(number) {
    const root = document.documentElement;
    const form = FORMS.indexOf(new Intl.PluralRules(root.lang === "ar" ? "ar" : "en").select(number));
    const digits = new Intl.NumberFormat(/^arab/.test(root.dataset.digits) ? `ar-u-nu-${root.dataset.digits}` : "en").format(number);
    return toast.getAttribute(`data-many-${form}`).replace("{count}", digits);
  }

  // What asks for the password is reached by a link, so that nobody is taken away from what she is writing.
  function complain(act, sentence, address) {
    const line = toast.querySelector("p");
    line.textContent = sentence;
    if (address) {
      const link = document.createElement("a");
      link.href = `${address}?${new URLSearchParams({ next: location.pathname + location.search })}`;
      link.textContent = toast.dataset.confirm;
      line.append(" ", link);
    }
    toast.querySelector("button").hidden = true;
    toast.classList.add("bad-news");
    toast.hidden = false;
    clearTimeout(hushing);
    act.items[0]?.querySelector(".h a")?.focus();
  }

  function hush() {
    toast.hidden = true;
  }

  // --- Moving and ticking.
  function move(step) {
    const left = items();
    if (!left.length) return;
    const at = left.indexOf(current());
    const to = left[at + step] ?? (at < 0 ? left[0] : null);
    if (to) open(to);
  }

  function tick(target) {
    const item = target.closest?.("#rows .q-item") ?? (target === document.body ? current() : null);
    if (!item || target.matches?.("input, button")) return false;
    item.querySelector("input[type=checkbox]").click();
    return true;
  }

  function count() {
    const output = document.querySelector("#ticked");
    if (!output) return;
    const digits = /^arab/.test(output.dataset.digits) ? `ar-u-nu-${output.dataset.digits}` : "en";
    const number = document.querySelectorAll(".q-item :checked").length;
    output.textContent = new Intl.NumberFormat(digits).format(number);
  }

  document.addEventListener("change", count);
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("submit", (event) => {
    const { submitter, target } = event;
    if (!rows || !submitter) return;
    if (target.matches("#approve, #spam, #reject, .propose")) {
      // A comment that stands in none of the rows shown: the form itself goes, and the page with it.
      if (!current()) return;
      event.preventDefault();
      send(submitter);
    } else if (target.id === "bulk") {
      bulk(event, submitter);
    }
  });
  rows?.addEventListener("click", (event) => {
    const link = event.target.closest(".h a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.closest(".q-item"));
  });
  toast?.querySelector("button").addEventListener("click", undo);

  function bulk(event, button) {
    const { form } = button;
    const chosen = items().filter((item) => item.querySelector("input").checked);
    const lacksReason = button.value === "reject" && !form.elements.reason.value;
    // So many may ask for the password, and the page that asks keeps what the form holds: the form itself goes.
    if (!lacksReason && chosen.length > Number(form.dataset.most)) return;
    event.preventDefault();
    if (lacksReason) {
      form.elements.reason.focus();
      return;
    }
    const body = new FormData(form);
    body.set(button.name, button.value);
    for (const item of chosen) item.querySelector("input").checked = false;
    count();
    const stays = !chosen.includes(current());
    const act = remember(chosen, button.value, post(form.getAttribute("action"), body));
    if (!stays) open(after(chosen.at(-1)));
    settle(act);
  }

  count();
  loadAhead();
  return { decide, giveReason, move, open, undo, tick, items, current };
}

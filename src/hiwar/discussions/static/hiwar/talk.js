// What a page with a discussion gains from script: posting in place, replies under the comment they answer, a draft that
// survives a reload, a counter, copying and sharing the address. Everything works without it. Sentences come from the
// page (data-*), nodes from its <template>; text is only ever set as text, so no reader's word can become markup.

const $ = (selector, root = document) => root.querySelector(selector);
const parts = $("#talk-parts");
const form = $("#say");
const copyOf = (selector) => document.importNode($(selector, parts.content), true);
const numbered = new Intl.NumberFormat(/^arab/.test(parts?.dataset.digits) ? `ar-u-nu-${parts.dataset.digits}` : "en");
const say = (sentence, value) => sentence.replace(/\{\w+\}/, value);

if (parts && form) discussion();
elsewhere();
const share = $(".share");
if (share) sharing();

function discussion() {
  const said = parts.dataset;
  const { comment, reply_to: answers } = form.elements;
  const button = $("button[type=submit]", form);
  const home = document.createComment("form");
  form.before(home);
  let banner = null;

  // A draft lives in this tab only: computers are shared.
  const drawer = `draft:${said.talk}`;
  const drafts = {
    read() { try { return JSON.parse(sessionStorage.getItem(drawer)) ?? {}; } catch { return {}; } },
    keep() { try { sessionStorage.setItem(drawer, JSON.stringify({ text: comment.value, answers: answers.value })); } catch { /* Storage is off: no draft. */ } },
    drop() { try { sessionStorage.removeItem(drawer); } catch { /* Nothing was kept. */ } },
  };

  const counter = document.createElement("span");
  counter.className = "num count";
  $("#say-comment-hint .num").replaceWith(counter);
  const spoken = document.createElement("span");
  spoken.className = "vh";
  spoken.setAttribute("aria-live", "polite");
  $("#say-comment-hint").after(spoken);
  let pause;
  function count() {
    const left = Number(said.limit) - [...comment.value].length;
    counter.textContent = say(left < 0 ? said.over : said.left, numbered.format(Math.abs(left)));
    counter.classList.toggle("over", left < 0);
    clearTimeout(pause);
    // Spoken near the limit only, and once the writer rests.
    pause = setTimeout(() => { spoken.textContent = left < 100 ? counter.textContent : ""; }, 1200);
  }

  function answer(number) {
    const place = document.getElementById(`c${number}`);
    if (!place) return;
    cancel();
    banner = copyOf(".answering");
    $("span", banner).textContent = say(said.answering, numbered.format(number));
    $("button", banner).addEventListener("click", () => { cancel(); drafts.keep(); $(`[data-reply="${number}"]`, place)?.focus(); });
    $(".why", form).before(banner);
    answers.value = number;
    (place.querySelector(":scope > .replies") ?? place).after(form);
    if (form.parentNode !== place) place.append(form);
  }

  function cancel() {
    banner?.remove();
    banner = null;
    answers.value = "";
    home.after(form);
  }

  function clearFaults() {
    $(".errbox", form).hidden = true;
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const bad of form.querySelectorAll(".bad")) bad.classList.remove("bad");
    for (const line of form.querySelectorAll(".errmsg")) line.hidden = true;
  }

  function showFaults(message, errors = {}) {
    const box = $(".errbox", form);
    const list = $("ul", box);
    list.replaceChildren();
    $("h3 span", box).textContent = message;
    for (const [name, sentence] of Object.entries(errors)) {
      const field = $(`#say-${name}`, form);
      if (!field) continue;
      const line = $(`#say-${name}-error`, form);
      field.setAttribute("aria-invalid", "true");
      line.parentNode.classList.add("bad"); // Field and message share the box that is marked.
      $("span", line).textContent = sentence;
      line.hidden = false;
      if (sentence === message) continue; // It stands above already, in the heading.
      const link = document.createElement("a");
      link.href = `#say-${name}`;
      link.textContent = sentence;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    box.hidden = false;
    box.focus();
  }

  function showOwn(text, { id, message }) {
    document.getElementById("mine")?.removeAttribute("id");
    const item = copyOf("li");
    const article = $("article", item);
    const title = $("h3", item);
    title.id = `m${id}`;
    article.id = "mine";
    article.setAttribute("aria-labelledby", title.id);
    const words = $(".own-text p", item);
    words.textContent = text;
    // As on the server, most letters decide and not the first: «Thank you يا جماعة على هذا» is an Arabic line.
    words.dir = (text.match(/\p{Script=Arabic}/gu) ?? []).length < (text.match(/\p{Script=Latin}/gu) ?? []).length ? "ltr" : "rtl";
    $("form", item).action = `${said.withdraw}${id}/`;
    const edit = $("form a", item);
    if (edit) edit.href = edit.dataset.address + id;
    $(".thread").append(item);
    $(".note", item).textContent = message;
    article.focus();
  }

  async function send(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    clearFaults();
    button.setAttribute("aria-disabled", "true");
    const label = button.textContent;
    button.textContent = said.sending;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      const body = await answer.json();
      if (!answer.ok) return showFaults(body.message, body.errors);
      const text = comment.value.trim();
      comment.value = "";
      drafts.drop();
      cancel();
      count();
      if (body.state === "published") return location.assign(withSent(body.url));
      showOwn(text, body);
    } catch (error) {
      showFaults(error instanceof TypeError ? said.offline : said.failed);
    } finally {
      button.removeAttribute("aria-disabled");
      button.textContent = label;
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    answer(link.dataset.reply);
    drafts.keep();
    comment.focus();
  });
  form.addEventListener("submit", send);
  comment.addEventListener("input", () => { count(); drafts.keep(); });

  const draft = drafts.read();
  if (draft.text && !comment.value) {
    comment.value = draft.text;
    if (draft.answers) answer(draft.answers);
  }
  count();
}

// «#c5731» never reaches the server. If that comment is not on this page, the server knows the page it is on.
async function elsewhere() {
  const talk = $("#talk");
  const number = /^#c([1-9]\d{0,8})$/.exec(location.hash)?.[1];
  const [{ redirectCount = 0 } = {}] = performance.getEntriesByType("navigation");
  // Led here by that very page: the comment has just gone, and asking again would go round in circles.
  if (!talk || !number || redirectCount || document.getElementById(`c${number}`)) return;
  const address = `${talk.dataset.talk}${number}/`;
  const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") location.replace(address);
}

// A page that has just changed must be asked for again, not taken from this tab's memory.
function withSent(url) {
  const target = new URL(url, location.href);
  target.searchParams.set("sent", "published");
  return target;
}

function sharing() {
  const { address, title, copy, copied, notCopied, device } = share.dataset;
  const status = $(".said", share);
  const add = (icon, label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    const drawing = $(".ic", share).cloneNode(true);
    $("use", drawing).setAttribute("href", `#i-${icon}`);
    button.append(drawing, label);
    button.addEventListener("click", () => act(button));
    const item = document.createElement("li");
    item.append(button);
    $("ul", share).append(item);
  };
  add("link", copy, async () => {
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = copied;
    } catch {
      status.textContent = notCopied;
    }
    status.classList.remove("vh");
  });
  if (navigator.share) add("device", device, () => navigator.share({ title, url: address }).catch(() => {}));
}

// What the desk gains from script: keys. Everything works without it, so nothing here makes or changes text of readers.
// A letter is taken as the Arabic one it types; under another layout the physical key decides, so that no one has to
// switch layouts to moderate. Keys are silent while someone writes, and can be switched off (WCAG 2.1.4).

const LETTERS = { "ن": "publish", "ح": "reject", "ز": "spam", "ت": "undo", "؟": "list", "?": "list" };
const KEYS = { KeyN: "publish", KeyR: "reject", KeyS: "spam", KeyU: "undo", KeyJ: "next", KeyK: "previous" };
const MOVES = { ArrowDown: "next", ArrowUp: "previous" };
const OFF = "desk-keys-off";

const $ = (selector) => document.querySelector(selector);
const rows = [...document.querySelectorAll(".q-item .h a")];
const footer = $("#keys");
const on = $("#keys-on");

const acts = {
  publish: () => press("#approve button"),
  spam: () => press("#spam button"),
  reject,
  undo: () => press("#undo button, #take-back button"),
  list: () => footer.classList.toggle("open"),
  next: () => move(1),
  previous: () => move(-1),
};

function press(selector) {
  const button = $(selector);
  button?.form.requestSubmit(button);
}

// Without a reason the key leads to the reasons; with one it decides.
function reject() {
  const form = $("#reject");
  if (!form) return;
  if (form.elements.reason.value) press("button[form=reject]");
  else form.querySelector("input[type=radio]").focus();
}

function move(step) {
  const open = rows.findIndex((row) => row.getAttribute("aria-current"));
  const at = rows.indexOf(document.activeElement);
  const to = rows[at >= 0 ? at + step : Math.max(open, 0)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

function isWriting(element) {
  return element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function actOf(event) {
  if (event.key in MOVES) {
    // Arrows belong to whoever has the focus: to reasons, to the page; in the queue they move through it.
    return rows.includes(event.target) || event.target === document.body ? MOVES[event.key] : undefined;
  }
  return LETTERS[event.key] ?? KEYS[event.code];
}

document.addEventListener("keydown", (event) => {
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (isWriting(event.target)) return;
  if (event.key === " " && rows.includes(event.target)) {
    event.preventDefault();
    event.target.closest(".q-item").querySelector("input").click();
    return;
  }
  if (event.key === "Escape") footer.classList.remove("open");
  const act = actOf(event);
  if (!act) return;
  event.preventDefault();
  acts[act]();
});

const ticked = $("#ticked");
function count() {
  if (!ticked) return;
  const digits = ticked.dataset.digits === "arab" ? "ar-u-nu-arab" : "en";
  const number = document.querySelectorAll(".q-item :checked").length;
  ticked.textContent = new Intl.NumberFormat(digits).format(number);
}
document.addEventListener("change", count);
document.addEventListener("reset", () => setTimeout(count));

function show() {
  document.body.classList.toggle("keyed", on.checked);
}
try { on.checked = localStorage.getItem(OFF) === null; } catch { /* Storage is off: the keys are on. */ }
on.addEventListener("change", () => {
  try {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch { /* Kept for this page only. */ }
  show();
});
footer.hidden = false;
show();
count();

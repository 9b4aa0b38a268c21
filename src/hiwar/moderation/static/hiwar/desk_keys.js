// Keys. A letter is taken as the Arabic one it types: its word begins with it. Under another layout the physical key
// decides, so that no one has to switch layouts to moderate; there the letters are those of Coral (j k f d b z t), which
// many moderators have in their fingers. Keys are silent while someone writes, and can be switched off (WCAG 2.1.4).

const LETTERS = {
  "ن": "approve", "ح": "reject", "ز": "spam", "ت": "undo", "م": "measures", "و": "zen", "ط": "queue", "؟": "list", "?": "list",
};
const KEYS = {
  KeyJ: "next", KeyK: "previous", KeyF: "approve", KeyD: "reject", KeyB: "measures", KeyZ: "zen", KeyT: "queue",
  KeyN: "approve", KeyR: "reject", KeyS: "spam", KeyU: "undo",
};
const MOVES = { ArrowDown: "next", ArrowUp: "previous" };
const OFF = "desk-keys-off";

export function listenToKeys(flow) {
  const footer = document.querySelector("#keys");
  const on = document.querySelector("#keys-on");
  if (!footer || !on) return;

  const acts = {
    approve: () => flow.decide("approve"),
    spam: () => flow.decide("spam"),
    reject: () => flow.decide("reject"),
    undo: () => flow.undo(),
    next: () => flow.move(1),
    previous: () => flow.move(-1),
    measures: openMeasures,
    zen: () => document.body.classList.toggle("zen"),
    queue: nextQueue,
    list: () => footer.classList.toggle("open"),
  };

  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (isWriting(event.target)) return;
    if (event.key === " " && flow.tick(event.target)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      footer.classList.remove("open");
      document.body.classList.remove("zen");
    }
    const place = digitOf(event);
    if (place && flow.giveReason(place)) {
      event.preventDefault();
      return;
    }
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    acts[act]();
  });

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
}

function isWriting(element) {
  return element.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

// A browser reports the row of digits by place, whatever digits the layout types.
function digitOf(event) {
  const found = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  return found ? Number(found[1]) || 10 : 0;
}

function actOf(event) {
  if (event.key in MOVES) {
    // Arrows belong to whoever has the focus: to reasons, to the page; in the queue they move through it.
    const inQueue = event.target === document.body || event.target.closest("#rows .h a");
    return inQueue ? MOVES[event.key] : undefined;
  }
  return LETTERS[event.key] ?? KEYS[event.code];
}

function openMeasures() {
  const measures = document.querySelector("#measures");
  if (!measures) return;
  measures.open = true;
  measures.scrollIntoView({ block: "nearest" });
  measures.querySelector("summary, input, select, textarea, button")?.focus();
}

function nextQueue() {
  const tabs = [...document.querySelectorAll(".tabs a")];
  const here = tabs.findIndex((tab) => tab.getAttribute("aria-current"));
  tabs[(here + 1) % tabs.length]?.click();
}

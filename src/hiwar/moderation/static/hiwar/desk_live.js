// What colleagues do meanwhile: how many wait in each room, who has which comment in hand, what has been decided
// already, whether anything can be stored. Asked every few seconds while the page is looked at; whoever reads says so,
// so that nobody else reads it too.

const LOOK_SECONDS = 4;
const SAY_SECONDS = 30;
const OTHERS = { held: "held", published: "published", rejected: "rejected", spam: "spam" };

export function watchDesk(flow) {
  const desk = document.querySelector("[data-now]");
  if (!desk) return;
  const written = new Intl.NumberFormat(/^arab/.test(document.documentElement.dataset.digits) ? `ar-u-nu-${document.documentElement.dataset.digits}` : "en", {
    useGrouping: false,
  });

  async function look() {
    if (document.hidden) return;
    const shown = flow.items().slice(0, 50).map((item) => item.dataset.id);
    const address = `${desk.dataset.now}?comments=${shown.join(",")}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch { /* The next look tells. */ }
  }

  function show({ counts, claims, states, unwritable }) {
    warn(unwritable);
    for (const [route, count] of Object.entries(counts)) {
      for (const place of document.querySelectorAll(`[data-count="${CSS.escape(route)}"]`)) {
        place.textContent = written.format(count);
      }
    }
    for (const item of flow.items()) {
      if (!(item.dataset.id in states)) continue;
      hold(item, claims[item.dataset.id] ?? "");
      item.classList.toggle("settled", isElsewhere(states[item.dataset.id]));
    }
    const pane = document.querySelector("#ctx");
    if (pane?.dataset.id) hold(pane, claims[pane.dataset.id] ?? "");
  }

  // While nothing can be stored, the server has the sentence. Said once: an alert that is written again is read again.
  function warn(sentence) {
    const line = document.querySelector("#unwritable");
    const words = line.querySelector("p");
    if (words.textContent !== sentence) words.textContent = sentence;
    line.hidden = !sentence;
  }

  // In the queues of one state a comment that has left it was decided by a colleague.
  function isElsewhere(state) {
    const queue = document.querySelector("#q").dataset.queue;
    return queue in OTHERS && OTHERS[queue] !== state;
  }

  function hold(place, name) {
    const line = place.querySelector(".taken-by");
    if (!line) return;
    line.hidden = !name;
    line.querySelector("bdi").textContent = name;
    place.classList.toggle("taken", Boolean(name));
  }

  async function take() {
    const pane = document.querySelector("#ctx");
    if (document.hidden || !pane?.dataset.claim) return;
    const body = new FormData(document.querySelector("#undo-form"));
    const headers = { Accept: "application/json" };
    try {
      const answer = await fetch(pane.dataset.claim, { method: "POST", body, headers });
      if (answer.ok) hold(pane, (await answer.json()).by);
    } catch { /* The next one says it. */ }
  }

  setInterval(look, LOOK_SECONDS * 1000);
  setInterval(take, SAY_SECONDS * 1000);
  document.addEventListener("desk:opened", take);
  document.addEventListener("visibilitychange", look);
}

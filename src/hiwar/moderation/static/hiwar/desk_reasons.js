// Choosing a reason proposes its sentence as the message to the author; what a moderator wrote herself is not touched.
// It listens to the whole page, so that a pane that is exchanged needs no new listener.

let proposed = "";

document.addEventListener("change", (event) => {
  const chosen = event.target;
  if (!(chosen instanceof HTMLInputElement) || chosen.name !== "reason" || chosen.dataset.sentence === undefined) return;
  const message = chosen.form?.elements.namedItem("message");
  if (!(message instanceof HTMLTextAreaElement)) return;
  if (message.value === "" || message.value === proposed) {
    proposed = chosen.dataset.sentence;
    message.value = proposed;
  }
});

// Addresses that can be copied with one press. Without script the address itself stands there.

const SAID_SECONDS = 2;

export function offerCopies() {
  // Without a secure origin there is no clipboard, and no button.
  if (!navigator.clipboard) return;
  document.body.classList.add("copies");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || button.dataset.label) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // The address stands beside the button.
    }
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, SAID_SECONDS * 1000);
  });
}

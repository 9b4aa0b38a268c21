// What was typed for a decision that could not be stored: it stands in the form again once its comment is open again.

const WORDS = ["note", "message"];
const unsent = new Map();

export async function keepUntilSent(address, body, answer) {
  const told = await answer;
  if (told.problem !== undefined) unsent.set(address, body);
  else unsent.delete(address);
}

document.addEventListener("desk:opened", () => {
  const form = document.querySelector("#ctx #reject");
  const body = unsent.get(form?.getAttribute("action"));
  if (!body) return;
  for (const name of WORDS) form.elements.namedItem(name).value = body.get(name) ?? "";
  for (const radio of form.querySelectorAll("input[name=reason]")) radio.checked = radio.value === body.get("reason");
});

// The slider of the thresholds: what a setting costs is in the page already and is said while the slider moves; who
// would change sides is fetched once it rests. Without this file the form's button does the same.

const island = document.querySelector("#curve");
const slider = document.querySelector("#at");
const save = document.querySelector("#set");
const form = document.querySelector("#try");

function show(curve) {
  const place = Math.round((slider.valueAsNumber - curve.first) / curve.step);
  const point = curve.points[Math.min(Math.max(place, 0), curve.points.length - 1)];
  document.querySelector("#at-said").textContent = point.at;
  document.querySelector("#said").textContent = point.said;
  document.querySelector("#tried").setAttribute("d", `M${point.x} 0V196`);
  document.querySelectorAll(".then dd").forEach((figure, place) => { figure.textContent = point.rates[place]; });
  slider.setAttribute("aria-valuetext", point.at);
  save.elements.at.value = slider.value;
}

const REST_MILLISECONDS = 150;
let resting;
let asked = null;
function fetchSides() {
  asked?.abort();
  asked = new XMLHttpRequest();
  asked.responseType = "document";
  asked.addEventListener("load", (event) => {
    const fresh = event.target.status === 200 && event.target.response?.querySelector("#sides");
    // The region stays and its content changes: that is what a screen reader tells of.
    if (fresh) document.querySelector("#sides").replaceChildren(...document.importNode(fresh, true).childNodes);
  });
  asked.open("GET", `${form.dataset.sides}?${new URLSearchParams(new FormData(form))}`);
  asked.send();
}

if (island && slider) {
  const curve = JSON.parse(island.textContent);
  form.classList.add("live");
  slider.addEventListener("input", () => show(curve));
  // Moved by keys it says with each of them that it has changed.
  slider.addEventListener("change", () => {
    clearTimeout(resting);
    resting = setTimeout(fetchSides, REST_MILLISECONDS);
  });
  // A browser that goes back brings the slider where it stood, without an event.
  show(curve);
}

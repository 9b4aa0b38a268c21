// Hiwar: a discussion on your page, and how many comments there are. Guide: docs/guides/embed.md in the source.
//   <hiwar-discussion data-subject="post-12" data-title="…"></hiwar-discussion>
//   <span data-hiwar-count="post-12"></span>
(() => {
  const site = new URL(document.currentScript.src).origin;
  const names = { ar: "التعليقات", ckb: "لێدوانەکان", en: "Comments", fa: "دیدگاه", ur: "تبصرے" };
  const languageOf = (place) => {
    const code = place.closest("[lang]")?.lang.split("-")[0].toLowerCase();
    return code in names ? code : "";
  };
  const within = (place) => `${site}/embed/${languageOf(place) && `${languageOf(place)}/`}`;
  const named = (key) => encodeURIComponent(key.normalize());
  const canonical = () => document.querySelector('link[rel="canonical"][href]')?.href;
  const linked = () => Number(/^#comment-([1-9]\d{0,8})$/.exec(location.hash)?.[1] ?? 0);

  class Discussion extends HTMLElement {
    static observedAttributes = ["data-theme"];

    connectedCallback() {
      const { subject, label } = this.dataset;
      if (!subject || this.frame) return;
      const frame = document.createElement("iframe");
      frame.title = label || names[languageOf(this) || "ar"];
      frame.loading = linked() ? "eager" : "lazy";
      frame.referrerPolicy = "no-referrer";
      frame.style.cssText = "display:block;inline-size:100%;block-size:32rem;border:0";
      frame.src = `${within(this)}on/${location.host}/${named(subject)}/`;
      frame.addEventListener("load", () => {
        this.isOpen = true;
        this.greet();
      });
      this.style.display ||= "block";
      this.wanted = linked();
      this.isOpen = false;
      this.frame = frame;
      this.replaceChildren(frame);
      addEventListener("message", this);
      addEventListener("hashchange", this);
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      removeEventListener("hashchange", this);
      this.frame = null;
    }

    attributeChangedCallback() {
      this.greet();
    }

    // Light and dark as the element says, else as the page does; a page that says nothing is light.
    get theme() {
      const said = this.dataset.theme ?? getComputedStyle(this).colorScheme;
      if (/light.+dark|dark.+light|auto/.test(said)) return "";
      return said.includes("dark") ? "dark" : "light";
    }

    // Before the frame has come it would not be ours that hears us.
    greet() {
      if (!this.frame || !this.isOpen) return;
      const { url, title } = this.dataset;
      const hello = {
        hiwar: "hello",
        url: new URL(url || canonical() || location.href, location.href).href.slice(0, 2000),
        title: (title || document.title).slice(0, 300),
        theme: this.theme,
        comment: this.wanted,
      };
      this.wanted = 0;
      this.frame.contentWindow?.postMessage(hello, site);
    }

    handleEvent(event) {
      if (event.type === "hashchange") {
        this.wanted = linked();
        if (!this.wanted) return;
        this.frame.loading = "eager";
        this.greet();
        return;
      }
      const { origin, source, data } = event;
      if (origin !== site || source !== this.frame.contentWindow || typeof data !== "object") return;
      const { hiwar, height, top } = data ?? {};
      const isLength = (number) => Number.isInteger(number) && number >= 0 && number < 1e6;
      if (hiwar === "height" && isLength(height)) this.frame.style.blockSize = `${height}px`;
      if (hiwar === "show" && isLength(top)) {
        scrollTo({ top: this.frame.getBoundingClientRect().top + scrollY + top - 80 });
      }
    }
  }
  if (!customElements.get("hiwar-discussion")) customElements.define("hiwar-discussion", Discussion);

  const places = [...document.querySelectorAll("[data-hiwar-count]")].filter((place) => place.dataset.hiwarCount);
  const keys = [...new Set(places.map((place) => place.dataset.hiwarCount.normalize()))].sort();
  // Fifty at once, and no longer an address than any proxy takes: an Arabic letter is six signs there.
  while (keys.length) {
    let some = 0;
    for (let length = 0; some < Math.min(keys.length, 50) && (length += named(keys[some]).length + 1) < 1400;) some += 1;
    count(keys.splice(0, some || 1));
  }

  async function count(some) {
    const address = `${within(document.body)}counts/${location.host}/?of=${some.map(named).join(",")}`;
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => null);
    const { counts = {} } = answer?.ok ? await answer.json() : {};
    for (const place of places) {
      const words = counts[place.dataset.hiwarCount.normalize()];
      if (words) place.textContent = words;
    }
  }
})();

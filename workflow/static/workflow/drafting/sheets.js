// The page beside the text: the sheet at the cursor and those in sight are drawn, the others once they come into sight.
const SOON_MS = 120;
const MOST = 4; // as the server draws at one asking

class Sheets extends window.StimulusModule.Controller {
  static targets = ["first"];

  connect() {
    this.places = [];
    this.tags = new Map(); // page → the picture that its sheet shows
    this.inSight = new Set();
    this.watch = new IntersectionObserver((entries) => this.sight(entries));
  }

  disconnect() {
    this.watch.disconnect();
    clearTimeout(this.soon);
  }

  get sheets() {
    return this.hasFirstTarget ? [] : [...this.element.children];
  }

  place() {
    return this.places.find(([id]) => id === this.at);
  }

  // Pages to be drawn now, each with the picture it shows already: `3:1f0c…`.
  wanted() {
    const pages = new Set([this.place()?.[1] ?? 1, ...this.inSight]);
    return [...pages].slice(0, MOST).map((page) => `${page}:${this.tags.get(page) ?? ""}`);
  }

  show({ count, sheets, places, hash }) {
    if (places) this.places = places;
    if (!count) return;
    this.fit(count);
    if (hash !== this.hash) for (const page of [...this.tags.keys()]) this.forget(page, sheets);
    this.hash = hash;
    for (const one of sheets) this.draw(one);
    this.point();
    this.pin();
    this.fill();
  }

  fit(count) {
    if (this.hasFirstTarget) this.element.replaceChildren();
    while (this.element.children.length > count) this.drop(this.element.lastElementChild);
    for (let page = this.element.children.length + 1; page <= count; page += 1) {
      const sheet = Object.assign(document.createElement("figure"), { className: "eo-sheet" });
      sheet.append(Object.assign(document.createElement("figcaption"), { className: "wf-first", textContent: this.element.dataset.drawing }));
      this.element.append(sheet);
      this.watch.observe(sheet);
    }
  }

  drop(sheet) {
    const page = this.element.children.length;
    this.watch.unobserve(sheet);
    this.inSight.delete(page);
    this.tags.delete(page);
    sheet.remove();
  }

  // Of another text: shown on, pale, until it is drawn anew.
  forget(page, sheets) {
    if (sheets.some((one) => one.page === page)) return;
    this.tags.delete(page);
    this.element.children[page - 1]?.classList.add("wf-pale");
  }

  draw({ page, tag, src }) {
    const sheet = this.element.children[page - 1];
    if (!sheet) return;
    this.tags.set(page, tag);
    sheet.classList.remove("wf-pale");
    if (!src) return;
    const alt = this.element.dataset.alt.replace("#", String(page));
    const picture = sheet.querySelector("img") ?? document.createElement("img");
    Object.assign(picture, { src, alt, width: 595, height: 842 });
    sheet.querySelector("figcaption")?.replaceWith(picture);
  }

  sight(entries) {
    for (const { target, isIntersecting } of entries) {
      const page = [...this.element.children].indexOf(target) + 1;
      if (isIntersecting) this.inSight.add(page);
      else this.inSight.delete(page);
    }
    this.fill();
  }

  fill() {
    clearTimeout(this.soon);
    if (!this.hash || this.wanted().every((one) => !one.endsWith(":"))) return;
    this.soon = setTimeout(() => this.dispatch("missing"), SOON_MS);
  }

  // The page beside shows where the cursor is; a click on it leads to that part of the text.
  follow(id) {
    this.at = id;
    this.point();
    this.fill();
  }

  point() {
    const [, page, share] = this.place() ?? [];
    const sheet = this.sheets[page - 1];
    if (!sheet) return;
    this.here ??= Object.assign(document.createElement("span"), { className: "wf-here" });
    this.here.style.top = `${100 * share}%`;
    sheet.append(this.here);
    const { element: pane } = this;
    const top = sheet.offsetTop - pane.offsetTop + share * sheet.offsetHeight;
    const isSeen = top > pane.scrollTop && top < pane.scrollTop + pane.clientHeight - 60;
    if (!isSeen) pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3) });
  }

  // Open notes, at the part of the page that they are about.
  pin() {
    for (const old of this.element.querySelectorAll(".wf-pin")) old.remove();
    for (const card of document.querySelectorAll("[data-note][data-block]:not([data-done])")) {
      const [, page, share] = this.places.find(([id]) => id === card.dataset.block) ?? [];
      const words = card.querySelector("p")?.textContent.trim() ?? "";
      const pin = Object.assign(document.createElement("span"), { className: "wf-pin", title: words });
      pin.style.top = `${100 * share}%`;
      this.sheets[page - 1]?.append(pin);
    }
  }

  // The id of the part that was clicked, or nothing.
  partAt(event) {
    const sheet = event.target.closest(".eo-sheet");
    const page = this.sheets.indexOf(sheet) + 1;
    if (!page) return undefined;
    const { top, height } = sheet.getBoundingClientRect();
    const share = (event.clientY - top) / height;
    return this.places.findLast(([, of, at]) => of < page || (of === page && at <= share))?.[0];
  }

  words() {
    const count = this.sheets.length;
    const page = Math.min(this.place()?.[1] ?? 1, count);
    return count ? this.element.dataset.pages.replace("#", String(page)).replace("#", String(count)) : "";
  }
}
window.wagtail.app.register("wf-sheets", Sheets);

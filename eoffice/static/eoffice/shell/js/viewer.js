// The letter on the desk: pages (images fetched when they come near) or text, zoom, marks of what changed.
// On a phone it starts with the text, of a scan with the picture. Boxes on a scan light up while their field has the focus (eo-viewer:light).
class Viewer extends window.StimulusModule.Controller {
  static targets = ["pages", "text", "choice", "page", "number"];
  static values = { first: String, marks: String, places: String };

  connect() {
    this.near = new IntersectionObserver((seen) => this.load(seen), { rootMargin: "600px 0px" });
    this.read = new IntersectionObserver((seen) => this.count(seen), { threshold: 0.5 });
    for (const page of this.pageTargets) {
      this.near.observe(page);
      this.read.observe(page);
    }
    const narrow = matchMedia("(max-width: 49.9375em)").matches;
    if (this.marksValue) this.drawMarks();
    this.found = new URLSearchParams(location.search);
    const page = this.pageTargets[Number(this.found.get("halaman")) - 1];
    if (this.found.get("cari")) this.findWords(page);
    if (this.hasTextTarget) this.show(!this.hasPagesTarget ? "text" : narrow && !page ? this.firstValue : "pages");
    page?.scrollIntoView({ block: "start" });
  }

  disconnect() {
    this.near.disconnect();
    this.read.disconnect();
  }

  choose(event) {
    this.show(event.currentTarget.dataset.view);
  }

  show(view) {
    if (this.hasPagesTarget) this.pagesTarget.hidden = view !== "pages";
    if (this.hasTextTarget) this.textTarget.hidden = view !== "text";
    for (const button of this.choiceTargets) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    this.dispatch("shown", { detail: { view } });
  }

  load(seen) {
    for (const { isIntersecting, target } of seen) {
      const image = target.querySelector("img[data-src]");
      if (!isIntersecting || !image) continue;
      image.src = image.dataset.src;
      image.removeAttribute("data-src");
      this.near.unobserve(target);
    }
  }

  count(seen) {
    const top = seen.filter((entry) => entry.isIntersecting).pop();
    if (!top || !this.hasNumberTarget) return;
    this.numberTarget.textContent = String(this.pageTargets.indexOf(top.target) + 1);
    this.dispatch("read", { detail: { page: this.pageTargets.indexOf(top.target) + 1 } });
  }

  zoom(event) {
    const now = Number(this.pagesTarget.dataset.zoom ?? 1);
    const next = Math.min(3, Math.max(1, now + Number(event.params.by)));
    this.pagesTarget.dataset.zoom = String(next);
  }

  mark(event) {
    const marks = event.currentTarget.checked ? "on" : "off";
    for (const shown of [...this.pagesTargets, ...this.textTargets]) shown.dataset.marks = marks;
  }

  // What changed, as boxes over the pictures. Without an answer the page stays as it is: the list beside it says the same.
  async drawMarks() {
    const answer = await fetch(this.marksValue, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { boxes, notes = [] } = await answer.json();
    this.draw(boxes, "eo-changed");
    this.draw(notes, "eo-box");
    this.dispatch("marked", { detail: { count: boxes.length + notes.length } });
  }

  // The letter was opened from a search (?cari=words&halaman=2): its words are marked on the pages and in the text.
  async findWords(page) {
    const asked = new URLSearchParams({ di: location.pathname, cari: this.found.get("cari") });
    const answer = await fetch(`${this.placesValue}?${asked}`).catch(() => null);
    if (!answer?.ok) return;
    const { boxes, words, sizes } = await answer.json();
    this.draw(boxes, "eo-box", sizes);
    if (this.hasTextTarget && words.length) this.markText(words);
    if (!page && boxes.length) this.pageTargets[boxes[0][0] - 1]?.scrollIntoView({ block: "start" });
    if (this.hasTextTarget && !this.textTarget.hidden) this.textTarget.querySelector("mark")?.scrollIntoView({ block: "center" });
    this.dispatch("found", { detail: { count: boxes.length } });
  }

  markText(words) {
    const wanted = new Set(words.map((word) => word.toLowerCase()));
    const walker = document.createTreeWalker(this.textTarget, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const parts = node.data.split(/([\p{L}\p{N}]+)/u);
      if (!parts.some((part) => wanted.has(part.toLowerCase()))) continue;
      node.replaceWith(...parts.map((part) => (wanted.has(part.toLowerCase()) ? this.marked(part) : part)));
    }
  }

  marked(textContent) {
    return Object.assign(document.createElement("mark"), { textContent });
  }

  // A page without marks of its own has no drawing over it yet.
  drawing(page, size) {
    const figure = this.pageTargets[page - 1];
    const there = figure?.querySelector("svg");
    if (there || !figure || !size) return there;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    svg.setAttribute("aria-hidden", "true");
    figure.append(svg);
    return svg;
  }

  draw(boxes, look, sizes = {}) {
    for (const [page, ...place] of boxes) {
      const svg = this.drawing(page, sizes[page]);
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ["x", "y", "width", "height"].forEach((name, at) => box.setAttribute(name, String(place[at])));
      box.setAttribute("class", look);
      box.setAttribute("rx", "2");
      svg?.append(box);
    }
  }

  light(event) {
    const number = event.detail?.box ?? event.target.closest("[data-box]")?.dataset.box;
    for (const box of this.element.querySelectorAll("[data-box-number]")) {
      const mine = box.dataset.boxNumber === String(number);
      box.classList.toggle("eo-box--on", mine);
      if (mine) box.scrollIntoView({ block: "nearest" });
    }
  }
}
window.wagtail.app.register("eo-viewer", Viewer);

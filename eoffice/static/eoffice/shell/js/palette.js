// Ctrl+K: letters, people, acts. A combobox with a listbox (ARIA 1.2), filled by GET <url>?q= with
// {"groups": [{"label": "Surat", "options": [{"title", "url", "icon", "meta", "marks": [[from, to], …]}]}]}.
const WAIT_MS = 150;
const SVG = "http://www.w3.org/2000/svg";

class Palette extends window.StimulusModule.Controller {
  static targets = ["icons", "input", "list", "say"];
  static values = { url: String, all: String, icons: String };

  connect() {
    this.onOpen = (event) => event.target.closest?.('[data-opens="palette"]') && this.open();
    document.addEventListener("click", this.onOpen);
  }

  disconnect() {
    document.removeEventListener("click", this.onOpen);
  }

  shortcut(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.closest('[contenteditable="true"]')) return; // there it means "link"
    event.preventDefault();
    this.open();
  }

  open() {
    if (!this.element.open && !document.querySelector("dialog[open]")) this.element.showModal();
    this.inputTarget.focus();
    this.inputTarget.select();
    this.drawn ??= this.draw();
    if (this.shown === undefined) this.fetch(this.inputTarget.value.trim());
  }

  // All icons in one drawing, which browsers keep; only what is found here shows them, so no page waits for it.
  async draw() {
    const answer = await fetch(this.iconsValue);
    if (answer.ok) this.iconsTarget.innerHTML = await answer.text();
  }

  outside(event) {
    if (event.target === this.element) this.element.close();
    const option = event.target.closest('[role="option"]');
    if (option) window.location.assign(option.dataset.url);
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.inputTarget.value.trim()), WAIT_MS);
  }

  async fetch(words) {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = `${this.urlValue}?${new URLSearchParams({ q: words })}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { groups } = await answer.json();
      this.show(groups, this.sayTarget.dataset.none, words);
    } catch (error) {
      if (error.name !== "AbortError") this.show([], this.sayTarget.dataset.failed, words);
    }
    return undefined;
  }

  show(groups, nothing, words) {
    this.shown = words;
    this.listTarget.replaceChildren(...groups.map((group, index) => this.group(group, index)));
    const options = this.options();
    options.forEach((option, index) => (option.id = `eo-palette-${index}`));
    this.inputTarget.setAttribute("aria-expanded", String(options.length > 0));
    this.sayTarget.textContent = options.length ? "" : nothing;
    this.choose(0);
  }

  group({ label, options }, index) {
    const head = Object.assign(document.createElement("div"), { className: "eo-palette__head", textContent: label });
    head.id = `eo-palette-head-${index}`;
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", head.id);
    group.append(head, ...options.map((option) => this.option(option)));
    return group;
  }

  option({ title, url, icon, meta, marks }) {
    const option = document.createElement("div");
    option.setAttribute("role", "option");
    option.dataset.url = url;
    const words = document.createElement("span");
    words.append(...this.marked(title, marks ?? []));
    option.append(this.icon(icon ?? "file-text"), words);
    if (meta) option.append(Object.assign(document.createElement("span"), { className: "eo-meta", textContent: meta }));
    return option;
  }

  marked(title, marks) {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(title.slice(at, from));
      parts.push(Object.assign(document.createElement("mark"), { textContent: title.slice(from, to) }));
      at = to;
    }
    return [...parts, title.slice(at)];
  }

  icon(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.classList.add("icon", `icon-${name}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS(SVG, "use"));
    svg.firstChild.setAttribute("href", `#icon-${name}`);
    return svg;
  }

  options() {
    return [...this.listTarget.querySelectorAll('[role="option"]')];
  }

  move(event) {
    const options = this.options();
    if (event.key === "Enter") {
      event.preventDefault();
      const words = this.inputTarget.value.trim();
      const search = `${this.allValue}?${new URLSearchParams({ q: words })}`;
      // options of what was typed before are not what is meant now
      const chosen = words === this.shown ? options[this.at]?.dataset.url : undefined;
      if (chosen || words) window.location.assign(chosen ?? search);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.at + step + options.length) % (options.length || 1));
    }
  }

  choose(index) {
    this.at = index;
    const options = this.options();
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.inputTarget.setAttribute("aria-activedescendant", options[index].id);
    else this.inputTarget.removeAttribute("aria-activedescendant");
  }
}
window.wagtail.app.register("eo-palette", Palette);

// A field chosen by typing: chips with hidden inputs, and a combobox whose list the server fills (ARIA 1.2).
const WAIT_MS = 180;
// A list that was pasted or typed: one name each line, cell or stretch between semicolons.
const BETWEEN = /[;\t\r\n]+/;

class Picker extends window.StimulusModule.Controller {
  static targets = ["chips", "input", "list", "chip"];
  static values = { url: String, name: String, beside: String, single: Boolean, submits: Boolean, least: { type: Number, default: 2 } };

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.inputTarget.value.trim()), WAIT_MS);
  }

  async fetch(words) {
    this.asked?.abort();
    if (words.length < this.leastValue || this.names(words).length > 1) return this.show([]);
    const offers = await this.offered(words);
    // Offered without a word typed, nothing is marked: Enter then does not choose.
    if (offers) this.show(offers, words ? 0 : -1, words);
    return undefined;
  }

  // Enter before the list has followed what is typed: asked at once, never taken from the list of other words.
  async first() {
    clearTimeout(this.timer);
    const words = this.inputTarget.value.trim();
    const [offer] = words.length < this.leastValue ? [] : ((await this.offered(words)) ?? []);
    if (offer && words === this.inputTarget.value.trim()) this.choose(offer);
  }

  async offered(words) {
    this.asked = new AbortController();
    // What another field says just now, and is perhaps not kept yet.
    const field = this.besideValue && document.getElementById(this.besideValue);
    const asked = new URLSearchParams({ q: words, ...(field ? { [field.id]: field.value } : {}) });
    const address = `${this.urlValue}?${asked}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) return (await answer.json()).options;
    } catch {
      // Away or overtaken: what is typed stays, the next key asks again.
    }
    return undefined;
  }

  names(words) {
    if (this.singleValue) return [words];
    return words.split(BETWEEN).map((one) => one.trim()).filter(Boolean);
  }

  paste(event) {
    const names = this.names(event.clipboardData?.getData("text/plain") ?? "");
    if (names.length < 2) return;
    event.preventDefault();
    this.takeAll(names);
  }

  async takeAll(names) {
    // Whoever is meant beyond doubt is chosen; the others come into the box one by one, each with its offers.
    clearTimeout(this.timer);
    this.left = [];
    for (const name of names) {
      this.inputTarget.value = name;
      const offers = ((await this.offered(name)) ?? []).filter((one) => !one.typed && !one.leads_to);
      const same = offers.filter((one) => one.title.toLowerCase() === name.toLowerCase());
      const [meant, other] = same.length ? same : offers;
      if (meant && !other) this.take(meant);
      else this.left.push(name);
    }
    this.next();
  }

  next() {
    this.inputTarget.value = this.left?.shift() ?? "";
    this.show([]);
    if (this.inputTarget.value) this.fetch(this.inputTarget.value);
  }

  open() {
    if (this.leastValue === 0 && this.listTarget.hidden) this.fetch(this.inputTarget.value.trim());
  }

  show(offers, marked = 0, words = "") {
    this.offers = offers;
    this.shownFor = words;
    this.listTarget.replaceChildren(...offers.map((offer, at) => this.option(offer, at)));
    this.listTarget.hidden = offers.length === 0;
    this.inputTarget.setAttribute("aria-expanded", String(offers.length > 0));
    this.mark(marked);
  }

  option({ title, meta, leads_to: leadsTo }, at) {
    const option = document.createElement("div");
    option.id = `${this.listTarget.id}-${at}`;
    option.setAttribute("role", "option");
    option.dataset.at = String(at);
    if (leadsTo) option.classList.add("wf-picker__way");
    option.append(title);
    if (meta) option.append(Object.assign(document.createElement("small"), { textContent: meta }));
    return option;
  }

  mark(at) {
    this.at = at;
    const options = [...this.listTarget.children];
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (options[at]) {
      this.inputTarget.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    } else this.inputTarget.removeAttribute("aria-activedescendant");
  }

  move(event) {
    const count = this.offers?.length ?? 0;
    const chosen = count ? this.offers[this.at] : undefined;
    if (event.key === "Enter" && !event.ctrlKey) {
      // A letter is never submitted from here; an entry is, when there is nothing to choose.
      if (chosen || !this.submitsValue || this.inputTarget.value.trim()) event.preventDefault();
      const typed = this.inputTarget.value.trim();
      const names = this.names(typed);
      if (names.length > 1) this.takeAll(names);
      else if (chosen && (this.shownFor === typed || !typed)) this.choose(chosen);
      else if (typed) this.first();
    } else if (event.key === "ArrowDown" && !count) {
      this.open();
    } else if (event.key === "Escape" && count) {
      event.stopPropagation();
      this.show([]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      this.mark((this.at + (event.key === "ArrowDown" ? 1 : this.at < 0 ? count : count - 1)) % count);
    } else if (event.key === "Backspace" && !this.inputTarget.value && !this.singleValue) {
      this.chipsTarget.lastElementChild?.remove();
      this.tell();
    }
  }

  press(event) {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // keeps the focus in the field
    if (option) this.choose(this.offers[Number(option.dataset.at)]);
  }

  choose(offer) {
    this.take(offer);
    if (this.left?.length && !offer.typed && !offer.leads_to) this.next();
  }

  leave() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.show([]);
  }

  take({ many, ...offer }) {
    // A group is chosen as all who belong to it; each can be taken out again.
    for (const one of many ?? [offer]) this.add(one);
  }

  add({ value, title, meta, leads_to: leadsTo, typed }) {
    if (typed) {
      // Only the name is known yet: who stands by asks for the rest, and gives back a choice.
      this.inputTarget.value = "";
      this.show([]);
      this.dispatch("typed", { detail: { name: title } });
      return;
    }
    if (leadsTo) {
      // A way and no choice: what lies behind it is offered next.
      this.inputTarget.value = leadsTo;
      this.fetch(leadsTo);
      return;
    }
    if (this.singleValue) this.chipsTarget.replaceChildren();
    const known = [...this.chipsTarget.querySelectorAll("input")].some((input) => input.value === value);
    if (!known) {
      const chip = this.chipTarget.content.firstElementChild.cloneNode(true);
      chip.querySelector("input").value = value;
      chip.querySelector("span").append(title, meta ? " " : "");
      if (meta) chip.querySelector("span").append(Object.assign(document.createElement("small"), { textContent: meta }));
      const button = chip.querySelector("button");
      button.setAttribute("aria-label", `${button.getAttribute("aria-label")} ${title}`);
      this.chipsTarget.append(chip);
    }
    this.inputTarget.value = "";
    this.show([]);
    this.tell();
  }

  given({ detail }) {
    this.choose(detail);
    this.inputTarget.focus();
  }

  drop(event) {
    event.currentTarget.closest("li").remove();
    this.inputTarget.focus();
    this.tell();
  }

  tell() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
window.wagtail.app.register("wf-picker", Picker);

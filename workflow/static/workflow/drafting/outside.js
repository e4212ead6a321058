// Somebody outside, typed by hand beside a picker of addressees: name, address, e-mail. Whom the register of contacts
// has by this name is offered first. The boxes have no names of their own: the chip carries what was typed.
const WAIT_MS = 250;

class Outside extends window.StimulusModule.Controller {
  static targets = ["panel", "name", "address", "email", "known", "offers"];
  static values = { url: String, words: String };

  get boxes() {
    return [this.nameTarget, this.addressTarget, this.emailTarget];
  }

  open({ detail }) {
    this.panelTarget.hidden = false;
    if (detail?.name) this.nameTarget.value = detail.name;
    this.ask();
    (this.nameTarget.value ? this.addressTarget : this.nameTarget).focus();
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    for (const box of this.boxes) box.value = "";
    this.offer([]);
    this.panelTarget.hidden = true;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = `${this.urlValue}?${new URLSearchParams({ q: this.nameTarget.value.trim() })}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.offer((await answer.json()).options);
    } catch {
      // Away or overtaken: it can be typed all the same, and the register knows a double by itself.
    }
  }

  offer(choices) {
    this.knownTarget.hidden = choices.length === 0;
    this.offersTarget.replaceChildren(
      ...choices.map((choice) => {
        const button = Object.assign(document.createElement("button"), { type: "button" });
        button.classList.add("eo-btn", "eo-btn--quiet");
        button.append(`${choice.title} `, Object.assign(document.createElement("small"), { textContent: choice.meta }));
        button.addEventListener("click", () => this.give(choice));
        const line = document.createElement("li");
        line.append(button);
        return line;
      }),
    );
  }

  key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault(); // else it would submit the letter
      this.add();
    }
  }

  add() {
    if (!this.boxes.every((box) => box.reportValidity())) return;
    const name = this.nameTarget.value.trim().replace(/\s+/g, " ");
    const lines = this.addressTarget.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const email = this.emailTarget.value.trim();
    const value = [`external:${name}`, ...lines, ...(email ? [`mailto:${email}`] : [])].join("\n");
    this.give({ value, title: name, meta: [this.wordsValue, ...lines, ...(email ? [email] : [])].join(", ") });
  }

  give(choice) {
    this.close();
    this.dispatch("given", { detail: choice });
  }
}
window.wagtail.app.register("wf-outside", Outside);

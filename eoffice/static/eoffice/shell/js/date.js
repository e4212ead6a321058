// A day, typed as people write it or picked from a calendar. The server alone reads words; the calendar is ours.
// Keys in the calendar: arrows, Page Up and Down (month), Home and End (week), Enter takes, Esc closes.
const LANG = document.documentElement.lang || "id";
const words = (day, options) => new Intl.DateTimeFormat(LANG, { timeZone: "UTC", ...options }).format(day);
const iso = (day) => day.toISOString().slice(0, 10);
const MONTH = { month: "long", year: "numeric" };
const DAY = { day: "numeric", ...MONTH };
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

// An element with what stands inside it; an attribute without a value is left out.
function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

class DateField extends window.StimulusModule.Controller {
  static targets = ["input", "button", "said"];
  static values = { url: String, toward: String, day: String };

  connect() {
    this.buttonTarget.hidden = false;
    this.leave = (event) => this.element.contains(event.target) || this.close();
  }

  disconnect() {
    this.close();
  }

  async ask(text) {
    const asked = new URLSearchParams({ teks: text, arah: this.towardValue });
    return (await fetch(`${this.urlValue}?${asked}`)).json();
  }

  async read() {
    const text = this.inputTarget.value.trim();
    this.inputTarget.removeAttribute("aria-invalid");
    this.saidTarget.textContent = "";
    this.dayValue = "";
    if (!text) return;
    try {
      const told = await this.ask(text);
      if (text === this.inputTarget.value.trim()) this.show(told);
    } catch {
      // away from the line: the server reads it when the form is sent
    }
  }

  show(told) {
    this.dayValue = told.day ?? "";
    this.saidTarget.textContent = told.said;
    if (told.day) this.inputTarget.value = told.text;
    else this.inputTarget.setAttribute("aria-invalid", "true");
  }

  toggle() {
    if (this.box) return this.close();
    const now = new Date();
    this.at = new Date(this.dayValue || iso(new Date(now - now.getTimezoneOffset() * 60000)));
    this.box = document.createElement("div");
    this.box.className = "eo-cal";
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", this.buttonTarget.getAttribute("aria-label"));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => this.press(event));
    this.element.append(this.box);
    this.buttonTarget.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.leave);
    this.draw();
    this.box.classList.toggle("eo-cal--start", this.box.getBoundingClientRect().left < 8);
  }

  close(back) {
    if (!this.box) return;
    this.box.remove();
    this.box = null;
    this.buttonTarget.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.leave);
    if (back) this.buttonTarget.focus();
  }

  draw() {
    const month = new Date(Date.UTC(this.at.getUTCFullYear(), this.at.getUTCMonth(), 1));
    const first = new Date(month);
    first.setUTCDate(1 - ((month.getUTCDay() + 6) % 7));
    const days = [...Array(42)].map((_, n) => new Date(first.getTime() + n * 864e5));
    const weeks = [...Array(6)].map((_, n) => days.slice(7 * n, 7 * n + 7));
    const title = words(month, MONTH);
    const head = make("tr", {}, ...weeks[0].map((day) => this.weekday(day)));
    const rows = weeks.map((week) => make("tr", {}, ...week.map((day) => this.cell(day, month))));
    const shown = make("b", { "aria-live": "polite" }, title);
    this.box.replaceChildren(
      make("p", {}, this.turn(month, -1, "‹"), shown, this.turn(month, 1, "›")),
      make("table", { role: "grid", "aria-label": title }, make("thead", {}, head), make("tbody", {}, ...rows)),
    );
    this.box.querySelector("[tabindex='0']").focus();
  }

  turn(month, months, sign) {
    const there = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + months, 1));
    const label = words(there, MONTH);
    const look = { type: "button", class: "eo-btn eo-btn--quiet", "data-months": months, "aria-label": label };
    return make("button", look, sign);
  }

  weekday(day) {
    const title = words(day, { weekday: "long" });
    return make("th", { scope: "col" }, make("abbr", { title }, words(day, { weekday: "short" })));
  }

  cell(day, month) {
    const [date, at] = [iso(day), iso(this.at)];
    const button = make("button", {
      type: "button",
      class: day.getUTCMonth() === month.getUTCMonth() ? undefined : "eo-out",
      "data-day": date,
      tabindex: date === at ? 0 : -1,
      "aria-label": words(day, { weekday: "long", ...DAY }),
      "aria-pressed": date === this.dayValue ? "true" : undefined,
    });
    button.append(day.getUTCDate());
    return make("td", {}, button);
  }

  move(days, months = 0) {
    const { at } = this;
    const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
    const day = months ? Math.min(at.getUTCDate(), last) : at.getUTCDate() + days;
    this.at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, day));
    this.draw();
  }

  key(event) {
    const { key } = event;
    const weekday = (this.at.getUTCDay() + 6) % 7;
    const moves = { PageUp: [0, -1], PageDown: [0, 1], Home: [-weekday], End: [6 - weekday] };
    const move = key in STEPS ? [STEPS[key]] : moves[key];
    if (key !== "Escape" && !move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) this.move(...move);
    else this.close(true);
  }

  press(event) {
    const button = event.target.closest("button");
    if (button?.dataset.months) this.move(0, Number(button.dataset.months));
    if (!button?.dataset.day) return;
    const day = new Date(button.dataset.day);
    this.inputTarget.value = words(day, DAY);
    this.close(true);
    this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
window.wagtail.app.register("eo-date", DateField);

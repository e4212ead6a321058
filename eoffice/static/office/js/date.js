// A day, typed as people write it or picked from a calendar. The server alone reads words; the calendar is ours.
// Keys in the calendar: arrows, Page Up and Down (month), Home and End (week), Enter takes, Esc closes.
const LANG = document.documentElement.lang || "id";
const words = (day, options) => new Intl.DateTimeFormat(LANG, { timeZone: "UTC", ...options }).format(day);
const iso = (day) => day.toISOString().slice(0, 10);
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

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
    const title = words(month, { month: "long", year: "numeric" });
    const days = [...Array(42)].map((_, n) => new Date(first.getTime() + n * 864e5));
    const head = days.slice(0, 7).map((d) => `<th scope="col"><abbr title="${words(d, { weekday: "long" })}">${words(d, { weekday: "short" })}</abbr></th>`);
    const cells = days.map((d) => this.cell(d, month)).join("").replace(/(?:<td.*?<\/td>){7}/g, "<tr>$&</tr>");
    const near = (n) => words(new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + n, 1)), { month: "long", year: "numeric" });
    this.box.innerHTML = `<p><button type="button" class="eo-btn eo-btn--quiet" data-months="-1" aria-label="${near(-1)}">‹</button><b aria-live="polite">${title}</b><button type="button" class="eo-btn eo-btn--quiet" data-months="1" aria-label="${near(1)}">›</button></p><table role="grid" aria-label="${title}"><thead><tr>${head.join("")}</tr></thead><tbody>${cells}</tbody></table>`;
    this.box.querySelector("[tabindex='0']").focus();
  }

  cell(d, month) {
    const [day, at] = [iso(d), iso(this.at)];
    const said = words(d, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    const out = d.getUTCMonth() === month.getUTCMonth() ? "" : ' class="eo-out"';
    return `<td><button type="button"${out} data-day="${day}" tabindex="${day === at ? 0 : -1}" aria-label="${said}"${day === this.dayValue ? ' aria-pressed="true"' : ""}>${d.getUTCDate()}</button></td>`;
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
    this.inputTarget.value = words(day, { day: "numeric", month: "long", year: "numeric" });
    this.close(true);
    this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
window.wagtail.app.register("eo-date", DateField);

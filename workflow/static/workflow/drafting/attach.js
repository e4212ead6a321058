// Attachments: each chosen file goes up at once, tells how far it is, waits for its check, and then counts as part of the
// letter. Their order is the order on the page: changed by the buttons or by dragging.
const ASK_MS = 1500;

class Attach extends window.StimulusModule.Controller {
  static targets = ["list", "file", "chip", "say", "total"];
  static values = { url: String, waiting: String, failed: String };

  connect() {
    this.count();
  }

  async take() {
    const files = [...this.fileTarget.files];
    this.fileTarget.value = "";
    await Promise.all(files.map((file) => this.send(file)));
  }

  async send(file) {
    const chip = this.chipTarget.content.firstElementChild.cloneNode(true);
    this.listTarget.append(chip);
    const drop = chip.querySelector("[data-action$=drop]");
    drop.setAttribute("aria-label", `${drop.getAttribute("aria-label").trim()} ${file.name}`);
    this.tell(chip, file.name, this.waitingValue);
    const form = new FormData();
    form.append("file", file);
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const { ok, told } = await this.up(form, chip.querySelector("progress"));
      if (!ok) return this.refuse(chip, file.name, told.reason ?? this.failedValue);
      return await this.follow(chip, told);
    } catch {
      return this.refuse(chip, file.name, this.failedValue);
    }
  }

  // `fetch` does not tell how much has gone up.
  up(form, progress) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.urlValue);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => Object.assign(progress, { value: (100 * loaded) / total, hidden: false });
      request.onload = () => {
        progress.hidden = true;
        done({ ok: request.status < 400, told: request.response ?? {} });
      };
      request.onerror = failed;
      request.send(form);
    });
  }

  async follow(chip, told) {
    let now = told;
    while (now.state === "quarantined" && chip.isConnected) {
      await new Promise((done) => setTimeout(done, ASK_MS));
      const answer = await fetch(`${this.urlValue}${now.id}/`, { headers: { Accept: "application/json" } });
      if (answer.ok) now = await answer.json();
    }
    if (now.state !== "clean") return this.refuse(chip, now.name, now.reason);
    const input = chip.querySelector("input");
    Object.assign(input, { name: "attachments", value: now.id, disabled: false });
    chip.dataset.size = now.size;
    this.tell(chip, now.name, "");
    this.changed();
    return undefined;
  }

  refuse(chip, name, reason) {
    chip.remove();
    this.sayTarget.textContent = `${name}: ${reason}`;
  }

  tell(chip, name, state) {
    chip.querySelector("span").textContent = state ? `${name}, ${state}` : name;
  }

  drop(event) {
    event.currentTarget.closest("li").remove();
    this.changed();
  }

  move({ currentTarget: button }) {
    const chip = button.closest("li");
    const other = button.dataset.way < 0 ? chip.previousElementSibling : chip.nextElementSibling;
    if (!other) return;
    if (button.dataset.way < 0) other.before(chip);
    else other.after(chip);
    button.focus();
    this.changed();
  }

  lift({ target, dataTransfer }) {
    this.lifted = target.closest("li");
    dataTransfer.effectAllowed = "move";
  }

  over(event) {
    const other = event.target.closest("li");
    if (!this.lifted) return;
    event.preventDefault();
    if (!other || other === this.lifted) return;
    const isBefore = Boolean(this.lifted.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING);
    if (isBefore) other.before(this.lifted);
    else other.after(this.lifted);
  }

  put(event) {
    if (!this.lifted) return;
    event.preventDefault();
    this.lifted = null;
    this.changed();
  }

  changed() {
    this.count();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  count() {
    const chips = [...this.listTarget.children];
    const bytes = chips.reduce((sum, { dataset }) => sum + Number(dataset.size || 0), 0);
    const unit = bytes < 1e6 ? "kilobyte" : "megabyte";
    const shown = new Intl.NumberFormat("id-ID", { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
    this.totalTarget.hidden = chips.length === 0;
    this.totalTarget.textContent = this.totalTarget.dataset.words.replace("#1", String(chips.length)).replace("#2", shown);
  }
}
window.wagtail.app.register("wf-attach", Attach);

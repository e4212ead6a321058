// Attachments: files chosen or dropped go up a few at a time, tell how far they are, wait for their check, and then count
// as part of the letter. Their order is the order on the page: changed by the buttons or by dragging.
const ASK_MS = 1500;
const AT_ONCE = 3; // more would only share the line, and the office has others on it

class Attach extends window.StimulusModule.Controller {
  static targets = ["list", "file", "chip", "say", "total"];
  static values = { url: String, parts: String, waiting: String, failed: String };

  connect() {
    this.waiting = [];
    this.running = 0;
    this.count();
  }

  take() {
    const files = [...this.fileTarget.files];
    this.fileTarget.value = "";
    this.line(files);
  }

  allow(event) {
    if (this.lifted || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.add("wf-drop");
  }

  leave() {
    this.element.classList.remove("wf-drop");
  }

  bring(event) {
    this.leave();
    const files = [...event.dataTransfer.files];
    if (this.lifted || files.length === 0) return;
    event.preventDefault();
    this.line(files);
  }

  line(files) {
    this.waiting.push(...files.map((file) => ({ file, chip: this.chip(file) })));
    while (this.running < AT_ONCE && this.waiting.length > 0) this.work();
  }

  async work() {
    this.running += 1;
    while (this.waiting.length > 0) {
      const { file, chip } = this.waiting.shift();
      if (chip.isConnected) await this.send(file, chip);
    }
    this.running -= 1;
  }

  chip(file) {
    const chip = this.chipTarget.content.firstElementChild.cloneNode(true);
    this.listTarget.append(chip);
    const drop = chip.querySelector("[data-action$=drop]");
    drop.setAttribute("aria-label", `${drop.getAttribute("aria-label").trim()} ${file.name}`);
    this.tell(chip, file.name, this.waitingValue);
    return chip;
  }

  async send(file, chip) {
    const progress = chip.querySelector("progress");
    const tell = (sent) => Object.assign(progress, { value: (100 * sent) / file.size, hidden: false });
    try {
      const { ok, told } = file.size > window.FileInParts.bytes ? await this.inParts(file, chip, tell) : await this.whole(file, tell);
      progress.hidden = true;
      if (!chip.isConnected) return;
      if (!ok) this.refuse(chip, file.name, told.reason ?? this.failedValue);
      // not waited for: the next file goes up while this one is checked
      else this.follow(chip, told).catch(() => this.refuse(chip, file.name, this.failedValue));
    } catch {
      this.refuse(chip, file.name, this.failedValue);
    }
  }

  whole(file, tell) {
    return this.up(this.urlValue, { file }, tell);
  }

  inParts(file, chip, tell) {
    const post = (fields, ahead) => this.up(this.partsValue, fields, ahead);
    return new window.FileInParts(file, post, () => chip.isConnected).send(tell);
  }

  // `fetch` does not tell how much has gone up.
  up(url, fields, tell) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.onprogress = ({ loaded }) => tell(loaded);
      request.onload = () => done({ ok: request.status < 400, status: request.status, told: request.response ?? {} });
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
    if (!chip.isConnected) return undefined;
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

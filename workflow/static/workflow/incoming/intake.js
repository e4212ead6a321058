// Files dropped or chosen are sent one by one with progress, checked by the server, and then become letters.
// <section data-controller="eo-intake" data-eo-intake-url-value="…">: targets form, input, list, row (a template), send.
// Without it the form sends the files itself and a page tells how their check stands.
const UNITS = ["B", "KB", "MB", "GB"];

function sizeOf(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)));
  const amount = (bytes / 1000 ** step).toLocaleString("id-ID", { maximumFractionDigits: step ? 1 : 0 });
  return `${amount} ${UNITS[step]}`;
}

class Intake extends window.StimulusModule.Controller {
  static targets = ["form", "input", "list", "row", "send"];
  static values = { url: String, failed: String, clean: String, checked: String, seconds: { type: Number, default: 1 } };

  connect() {
    this.element.classList.add("eo-drop--live");
    this.sendTarget.hidden = true;
    this.inputTarget.removeAttribute("name"); // the files are sent one by one, not with the form
    this.inputTarget.required = false;
  }

  over(event) {
    event.preventDefault();
    this.element.classList.add("eo-drop--over");
  }

  leave(event) {
    if (event?.relatedTarget && this.element.contains(event.relatedTarget)) return;
    this.element.classList.remove("eo-drop--over");
  }

  drop(event) {
    event.preventDefault();
    this.leave();
    this.take([...event.dataTransfer.files]);
  }

  choose() {
    this.take([...this.inputTarget.files]);
  }

  async take(files) {
    if (!files.length || this.busy) return;
    this.busy = true;
    this.element.classList.add("eo-drop--busy");
    this.listTarget.replaceChildren();
    let clean = 0;
    const rows = files.map((file) => this.show(file));
    for (const [at, file] of files.entries()) {
      const sent = await this.send(file, rows[at]);
      clean += this.end(rows[at], await this.settled(sent, rows[at])) ? 1 : 0;
    }
    this.busy = false;
    this.element.classList.remove("eo-drop--busy");
    this.inputTarget.value = "";
    if (clean) this.formTarget.submit();
  }

  show(file) {
    const row = this.rowTarget.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-size]").textContent = sizeOf(file.size);
    this.listTarget.append(row);
    return row;
  }

  send(file, row) {
    const data = new FormData();
    data.append("file", file);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.urlValue);
      request.setRequestHeader("X-CSRFToken", this.formTarget.elements.csrfmiddlewaretoken.value);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = (event) => {
        row.querySelector("progress").value = (100 * event.loaded) / event.total;
      };
      request.onerror = () => done({ state: "refused", reason: this.failedValue });
      request.onload = () => {
        try {
          done(JSON.parse(request.responseText));
        } catch {
          done({ state: "refused", reason: this.failedValue });
        }
      };
      request.send(data);
    });
  }

  async settled(answer, row) {
    let now = answer;
    if (now.state === "quarantined") {
      row.querySelector("progress").removeAttribute("value");
      row.querySelector("[data-say]").textContent = this.checkedValue;
    }
    while (now.state === "quarantined") {
      await new Promise((go) => setTimeout(go, this.secondsValue * 1000));
      try {
        const asked = await fetch(answer.poll, { headers: { Accept: "application/json" } });
        now = asked.ok ? await asked.json() : now;
      } catch {
        // The line is down: the check is not; ask again.
      }
    }
    return now;
  }

  end(row, answer) {
    const isClean = answer.state === "clean";
    row.className = isClean ? "eo-ok" : "eo-bad";
    row.querySelector("progress").remove();
    const say = row.querySelector("[data-say]");
    say.textContent = isClean ? this.cleanValue : answer.reason || answer.detail || this.failedValue;
    if (isClean) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: answer.id });
      this.formTarget.append(field);
    }
    return isClean;
  }
}
window.wagtail.app.register("eo-intake", Intake);

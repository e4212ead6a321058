// Files dropped or chosen are sent one by one with progress, checked by the server, and then become letters.
// <section data-controller="eo-intake" data-eo-intake-url-value="…">: targets form, input, list, row (a template).
class Intake extends window.StimulusModule.Controller {
  static targets = ["form", "input", "list", "row"];
  static values = { url: String, failed: String, seconds: { type: Number, default: 1 } };

  over(event) {
    event.preventDefault();
    this.element.classList.add("eo-drop--over");
  }

  leave() {
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
    let clean = 0;
    for (const file of files) {
      const row = this.show(file);
      const answer = await this.settled(await this.send(file, row));
      clean += this.end(row, answer) ? 1 : 0;
    }
    this.busy = false;
    if (clean) this.formTarget.submit();
  }

  show(file) {
    const row = this.rowTarget.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = file.name;
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

  async settled(answer) {
    let now = answer;
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
    say.textContent = isClean ? "✓" : answer.reason || answer.detail || this.failedValue;
    if (isClean) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: answer.id });
      this.formTarget.append(field);
    }
    return isClean;
  }
}
window.wagtail.app.register("eo-intake", Intake);

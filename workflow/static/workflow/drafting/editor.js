// The page of a draft: asks for the real page and the broken rules after a pause, and hands the form over only when
// nothing is being saved. The text itself is the part of `letter-editor.js`.
const PAUSE_MS = 300;

// Kept for this window alone, and for as long as it is open.
const stash = {
  name: `wf-mine:${window.location.pathname}`,
  put(mine) {
    window.sessionStorage.setItem(this.name, JSON.stringify(mine));
  },
  get() {
    return JSON.parse(window.sessionStorage.getItem(this.name) ?? "null");
  },
  drop() {
    window.sessionStorage.removeItem(this.name);
  },
};

class Editor extends window.StimulusModule.Controller {
  static targets = [
    "form", "version", "hash", "stale", "who", "theirs", "route", "panel", "faults", "fault",
    "count", "desk", "act", "actName", "pages", "pageState", "authority", "warnPanel", "warnings", "warning", "mine", "over",
  ];
  static values = { url: String };

  connect() {
    this.title = document.querySelector("[data-wf-title]");
    this.onInput = () => {
      this.touched = true;
      this.later();
    };
    this.formTarget.addEventListener("input", this.onInput);
    if (this.hasMineTarget) this.offerMine();
    // Without autosave, as at a verifier's desk, leaving would lose what was typed.
    this.onLeave = (event) => !this.autosave && this.touched && !this.going && event.preventDefault();
    window.addEventListener("beforeunload", this.onLeave);
    // After the parts inside, the sheets among them, are there.
    this.timer = setTimeout(() => this.preview());
  }

  disconnect() {
    window.removeEventListener("beforeunload", this.onLeave);
    this.formTarget.removeEventListener("input", this.onInput);
    clearTimeout(this.timer);
  }

  get autosave() {
    return this.application.getControllerForElementAndIdentifier(this.formTarget, "eo-autosave");
  }

  get sheets() {
    return this.application.getControllerForElementAndIdentifier(this.pagesTarget, "wf-sheets");
  }

  get text() {
    const part = this.formTarget.querySelector('[data-controller~="wf-text"]');
    return this.application.getControllerForElementAndIdentifier(part, "wf-text");
  }

  typed() {
    const form = new FormData(this.formTarget);
    for (const name of ["row_version", "shown_hash", "csrfmiddlewaretoken"]) form.delete(name);
    return new URLSearchParams(form).toString();
  }

  later() {
    const now = this.typed();
    if (now === this.seen) return; // words of a picker, not chosen yet
    this.seen = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), PAUSE_MS);
  }

  async preview() {
    this.asked?.abort();
    this.asked = new AbortController();
    this.pageStateTarget.textContent = this.pageStateTarget.dataset.drawing;
    try {
      const body = new FormData(this.formTarget);
      for (const page of this.sheets.wanted()) body.append("see", page);
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.urlValue, { method: "POST", body, headers, signal: this.asked.signal });
      if (answer.ok) this.show(await answer.json());
    } catch {
      // Overtaken by the next pause, or the line is down: the page shown stays.
    }
    this.pageStateTarget.textContent = this.sheets.words();
  }

  show({ faults, route, undrawn, authorities, warnings, ...drawn }) {
    if (drawn.count) this.hashTarget.value = drawn.hash;
    this.sheets.show(drawn);
    if (authorities) this.offer(authorities);
    this.tellFaults(faults, undrawn);
    if (warnings) this.tellWarnings(warnings);
    if (route) {
      this.routeTarget.textContent = route.names.join(" → ");
      this.deskTarget.textContent = route.first;
      this.actNameTarget.textContent = route.act;
    }
    const subject = this.formTarget.elements.subject.value.trim();
    if (this.title && subject) this.title.textContent = subject;
  }

  offer(authorities) {
    // Another signatory or code, other forms; what is chosen stays in the list. Only another signatory, who may not
    // sign so, brings the form that is proposed for them: the line shows it.
    const signatory = this.formTarget.elements.signatory.value;
    const isAnother = this.signatory !== undefined && signatory !== this.signatory;
    const allowed = authorities.filter(({ offered }) => offered);
    let chosen = this.authorityTarget.value;
    if (isAnother && allowed.length && !allowed.some(({ value }) => value === chosen)) chosen = allowed[0].value;
    this.signatory = signatory;
    const options = authorities.map(({ value, label }) => new Option(label, value, false, value === chosen));
    this.authorityTarget.replaceChildren(...options);
  }

  follow({ detail }) {
    this.sheets.follow(detail.id);
  }

  goTo(event) {
    const part = this.sheets.partAt(event);
    if (part) this.text?.goTo(part);
  }

  tellFaults(faults, undrawn) {
    const all = undrawn ? [...faults, { anchor: "isi", message: undrawn }] : faults;
    this.faultsTarget.replaceChildren(...all.map((fault) => this.fault(fault)));
    this.panelTarget.hidden = all.length === 0;
    this.countTarget.hidden = all.length === 0;
    this.deskTarget.hidden = all.length > 0;
    const { one, many } = this.countTarget.dataset;
    this.countTarget.textContent = (all.length === 1 ? one : many).replace("#", String(all.length));
    if (all.length) this.actTarget.setAttribute("aria-disabled", "true");
    else this.actTarget.removeAttribute("aria-disabled");
  }

  tellWarnings(warnings) {
    this.warningsTarget.replaceChildren(...warnings.map((one) => this.fault(one, this.warningTarget)));
    this.warnPanelTarget.hidden = warnings.length === 0;
  }

  fault({ anchor, message, block }, made = this.faultTarget) {
    const line = made.content.firstElementChild.cloneNode(true);
    const link = line.querySelector("a");
    link.href = `#${anchor}`;
    link.textContent = message;
    link.addEventListener("click", (event) => this.lead(event, anchor, block));
    return line;
  }

  lead(event, anchor, block) {
    if (block && this.text?.goTo(block)) return void event.preventDefault();
    const field = document.getElementById(anchor);
    if (!field) return;
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    field.scrollIntoView({ block: "center" });
    field.focus();
  }

  saved({ detail }) {
    this.versionTarget.value = detail.version;
    if (this.hasOverTarget) this.overTarget.disabled = true;
  }

  stale({ detail }) {
    this.newer = detail.version;
    this.whoTarget.textContent = detail.who;
    this.theirsTarget.textContent = `${detail.subject}\n${detail.text}`;
    this.staleTarget.hidden = false;
    this.staleTarget.scrollIntoView({ block: "nearest" });
  }

  keepMine() {
    this.versionTarget.value = this.newer;
    this.autosave.versionValue = String(this.newer);
    this.staleTarget.hidden = true;
    this.overTarget.disabled = false; // what is kept now becomes an earlier state first
    this.autosave.later(0);
  }

  takeTheirs() {
    this.autosave.forget();
    this.text?.tell();
    const { subject, body } = this.formTarget.elements;
    stash.put({ subject: subject.value, body: body.value });
    window.location.reload();
  }

  // Somebody else kept another text while nothing was typed here: told before the next save is refused.
  newer({ detail }) {
    const { busy, versionValue } = this.autosave;
    if (!busy && this.staleTarget.hidden && detail.version > Number(versionValue)) this.stale({ detail });
  }

  // What was typed here before the newer text was taken: still in this window, put back on demand.
  offerMine() {
    const mine = stash.get();
    const { subject, body } = this.formTarget.elements;
    if (!mine) return;
    if (mine.body === body.value && mine.subject === subject.value) stash.drop();
    else this.mineTarget.hidden = false;
  }

  putMine() {
    const mine = stash.get();
    if (mine) this.text.add(JSON.parse(mine.body));
    this.dropMine();
  }

  dropMine() {
    stash.drop();
    this.mineTarget.hidden = true;
  }

  submit(event) {
    if (this.actTarget.getAttribute("aria-disabled") === "true" && !this.going) {
      event.preventDefault();
      event.stopImmediatePropagation();
      document.getElementById("periksa-judul")?.focus();
    } else if (this.autosave?.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      setTimeout(() => this.formTarget.requestSubmit(this.actTarget), 100);
    } else {
      this.going = true;
    }
  }
}
window.wagtail.app.register("wf-editor", Editor);

// Notes at the words of a passage: what is selected in its text is taken over as quote, with its place among equal words; more rows on demand.
class Notes extends window.StimulusModule.Controller {
  static targets = ["text", "row", "rows", "pick"];

  connect() {
    for (const button of this.pickTargets) button.hidden = false;
  }

  // A second row is a copy of the first, empty.
  more() {
    const first = this.rowTargets[0];
    const row = first.cloneNode(true);
    const number = this.rowTargets.length + 1;
    for (const field of row.querySelectorAll("input")) {
      field.value = field.type === "hidden" ? "0" : "";
      if (field.id) field.id = `${field.id}-${number}`;
    }
    for (const label of row.querySelectorAll("label")) label.htmlFor = `${label.htmlFor}-${number}`;
    this.rowsTarget.append(row);
    row.querySelector("input:not([type=hidden])").focus();
  }

  // Pressing a button must not take the selection away before it is read.
  hold(event) {
    event.preventDefault();
  }

  pick(event) {
    const words = this.selected();
    if (!words) return;
    const row = event.currentTarget.closest("[data-wf-notes-target~=row]");
    row.querySelector("[data-wf-quote]").value = words.text;
    row.querySelector("[data-wf-nth]").value = String(words.nth);
    row.querySelector("[data-wf-note]").focus();
  }

  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.textTarget.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.setStart(this.textTarget, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const wanted = this.squeezed(range.toString());
    const at = this.squeezed(before.toString()).length;
    const whole = this.squeezed(this.textTarget.textContent);
    let nth = 0;
    for (let from = whole.indexOf(wanted); from >= 0 && from < at; from = whole.indexOf(wanted, from + 1)) nth += 1;
    return wanted ? { text: range.toString().replace(/\s+/g, " ").trim(), nth } : null;
  }

  // As the server finds words: spaces and the bars between cells count for nothing.
  squeezed(text) {
    return text.replace(/[\s|]/g, "");
  }
}
window.wagtail.app.register("wf-notes", Notes);

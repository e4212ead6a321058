// The menu beside the page: folded to icons and kept so, on a phone behind a button; the person's own list; keys.
const COOKIE = "wagtail_sidebar_collapsed";
const PHONE = window.matchMedia("(max-width: 49.9375em)");

class Sidebar extends window.StimulusModule.Controller {
  static targets = ["account", "bar", "folder", "opener", "person", "words"];
  static values = { keys: Boolean };

  connect() {
    if (this.keysValue) this.wordsTarget.setAttribute("aria-keyshortcuts", "/");
    this.measure();
  }

  // A phone has one form of it: whole, behind the button.
  measure() {
    const slim = this.folded && !PHONE.matches;
    this.barTarget.classList.toggle("sidebar--slim", slim);
    document.body.classList.toggle("sidebar-collapsed", this.folded);
    this.folderTarget.setAttribute("aria-expanded", String(!slim));
    if (!PHONE.matches) this.show(false);
  }

  get folded() {
    return document.cookie.split("; ").some((one) => one.startsWith(`${COOKIE}=`) && !one.endsWith("=0"));
  }

  fold() {
    document.cookie = `${COOKIE}=${this.folded ? 0 : 1}; path=/; samesite=lax`;
    this.own(null, false);
    this.measure();
  }

  toggle() {
    this.show(!this.open);
  }

  get open() {
    return this.openerTarget.getAttribute("aria-expanded") === "true";
  }

  show(open) {
    this.openerTarget.setAttribute("aria-expanded", String(open));
    this.barTarget.classList.toggle("eo-open", open);
  }

  get owned() {
    return this.accountTarget.getAttribute("aria-expanded") === "true";
  }

  own(event, open = !this.owned) {
    this.accountTarget.setAttribute("aria-expanded", String(open));
    this.personTarget.classList.toggle("sidebar-footer--open", open);
  }

  search(event) {
    if (!this.barTarget.classList.contains("sidebar--slim")) return;
    event.preventDefault();
    this.fold();
    this.wordsTarget.focus();
  }

  key(event) {
    if (event.key === "Escape") this.escape();
    if (!this.keysValue || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable=true]") || document.querySelector("dialog[open]")) return;
    if (event.key === "[") (PHONE.matches ? this.openerTarget : this.folderTarget).click();
    if (event.key === "/") this.find(event);
  }

  find(event) {
    event.preventDefault();
    if (PHONE.matches) this.show(true);
    else if (this.barTarget.classList.contains("sidebar--slim")) this.fold();
    this.wordsTarget.focus();
  }

  escape() {
    if (this.owned) this.own(null, false);
    else if (this.open) {
      this.show(false);
      this.openerTarget.focus();
    }
  }

  outside(event) {
    if (this.owned && !this.element.contains(event.target)) this.own(null, false);
  }
}
window.wagtail.app.register("eo-sidebar", Sidebar);

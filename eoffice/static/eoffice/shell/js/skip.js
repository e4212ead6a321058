// The link past the menu gives its target the focus; the name and the marks are those of Wagtail's frame.
class Skip extends window.StimulusModule.Controller {
  focus() {
    const target = document.querySelector(this.element.getAttribute("href"));
    target.tabIndex = -1;
    target.focus();
  }
}
window.wagtail.app.register("w-focus", Skip);

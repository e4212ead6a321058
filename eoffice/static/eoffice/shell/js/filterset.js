// Filters beside a list: always open where there is room, a sheet to unfold on a phone.
class Filterset extends window.StimulusModule.Controller {
  connect() {
    this.wide = matchMedia("(min-width: 50em)");
    this.fit = () => (this.element.open = this.wide.matches);
    this.wide.addEventListener("change", this.fit);
    this.fit();
  }

  disconnect() {
    this.wide.removeEventListener("change", this.fit);
  }
}
window.wagtail.app.register("eo-filterset", Filterset);

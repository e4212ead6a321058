// What every page stands on: Stimulus, under the names by which Wagtail's own scripts offer it, so that a behaviour
// of the house is written as Wagtail's documentation says. Loaded before all of them.
import * as StimulusModule from "@hotwired/stimulus";

window.StimulusModule = StimulusModule;
window.wagtail = { app: StimulusModule.Application.start() };

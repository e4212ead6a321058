"""Building the index anew from the page: asked for, worked as a job, called off."""

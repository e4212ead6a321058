"""What is sent twice is done once: the mechanism behind forms and the API's keys."""

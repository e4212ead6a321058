"""Writing a draft as a Word file: true lists and tables, the page's parts as text."""

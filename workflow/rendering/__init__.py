"""From the content tree of a letter to the page: PDF/A-2a and PDF/UA-1 in one file."""

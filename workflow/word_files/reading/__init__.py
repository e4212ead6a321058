"""Reading a Word file. Runs in the sandbox: no Django settings, no rows, no words.

What it answers is codes and text; `workflow.word_files.report` puts them in sentences.
"""

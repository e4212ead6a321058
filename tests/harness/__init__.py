"""What the tests stand on: real services, a database each, a browser.

`plugin` is loaded before Django reads its settings (pyproject.toml: `-p`), `databases`
makes and restores databases, `browser` opens pages, `accessibility` judges them.
"""

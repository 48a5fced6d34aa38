"""The page around an article: labelled headers, timestamps, share bars, menus, links to other articles, comments."""

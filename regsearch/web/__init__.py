"""The library in a browser (``regsearch[web]``): pages for people without a terminal.

Every page asks the public Python API; none keeps anything between requests.
"""
